// In: a Fault. Out: the error object that clients of Azure AI Content Safety read, and its code. Knows no status, and never shows a cause.
import type { Fault, FaultCode } from '../../contract/fault.ts';

const codes = {
  invalid_json: 'InvalidRequestBody',
  invalid_type: 'InvalidRequestBody',
  invalid_value: 'InvalidRequestBody',
  value_too_small: 'InvalidRequestBody',
  value_too_large: 'InvalidRequestBody',
  too_short: 'InvalidRequestBody',
  too_long: 'InvalidRequestBody',
  missing_required_parameter: 'InvalidRequestBody',
  unknown_parameter: 'InvalidRequestBody',
  unsupported_parameter: 'InvalidRequestBody',
  context_length_exceeded: 'InvalidRequestBody',
  body_too_large: 'InvalidRequestBody',
  unsupported_media_type: 'InvalidRequestBody',
  method_not_allowed: 'MethodNotAllowed',
  route_not_found: '404',
  not_found: 'ResourceNotFound',
  model_not_found: 'ResourceNotFound',
  content_filter: 'InvalidRequestBody',
  content_policy_unknown: 'InvalidRequestBody',
  missing_api_key: '401',
  invalid_api_key: '401',
  permission_denied: 'PermissionDenied',
  host_not_allowed: 'PermissionDenied',
  origin_not_allowed: 'PermissionDenied',
  rate_limit_exceeded: 'TooManyRequests',
  engine_unavailable: 'ServerBusy',
  engine_died: 'InternalError',
  engine_error: 'InternalError',
  draining: 'ServerBusy',
  client_closed: 'InternalError',
  timeout: 'ServerBusy',
  request_timeout: 'ServerBusy',
  internal: 'InternalError',
  config_invalid: 'InternalError',
  port_in_use: 'InternalError',
  home_in_use: 'InternalError',
  disk_full: 'InternalError',
  source_unreachable: 'InternalError',
  source_refused: 'InternalError',
  digest_mismatch: 'InternalError',
  model_invalid: 'InternalError',
  model_unknown: 'InternalError',
  engine_not_found: 'InternalError',
  engine_start_failed: 'InternalError',
  store_failed: 'InternalError',
} satisfies Record<FaultCode, string>;

const messages: Readonly<Record<string, string>> = {
  '401':
    'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
  '404': 'Resource not found',
  // What the Fault says is for the operator.
  InternalError: 'The server had an error while processing the request.',
};

/** Finer ones that this room's Faults carry; those of other rooms mean nothing here. */
const finerCodes: readonly string[] = ['InvalidResourceName', 'FeatureNotAvailable'];

export function contentSafetyErrorCode({ code, wireCode }: Fault): string {
  return typeof wireCode === 'string' && finerCodes.includes(wireCode) ? wireCode : codes[code];
}

export function contentSafetyErrorBody(fault: Fault): object {
  const code = contentSafetyErrorCode(fault);
  const target = fault.param === null ? {} : { target: fault.param };
  return { error: { code, message: messages[code] ?? fault.message, ...target } };
}
