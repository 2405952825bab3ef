// In: a Fault. Out: the error object that clients of Azure's management read. Knows no status, and never shows a cause.
import type { Fault, FaultCode } from '../../contract/fault.ts';

const hidden = 'InternalServerError';

const codes = {
  invalid_json: 'InvalidRequestContent',
  invalid_type: 'InvalidRequestContent',
  invalid_value: 'BadRequest',
  value_too_small: 'BadRequest',
  value_too_large: 'BadRequest',
  too_short: 'BadRequest',
  too_long: 'BadRequest',
  missing_required_parameter: 'InvalidRequestContent',
  unknown_parameter: 'InvalidRequestContent',
  unsupported_parameter: 'BadRequest',
  context_length_exceeded: 'BadRequest',
  body_too_large: 'RequestEntityTooLarge',
  unsupported_media_type: 'UnsupportedMediaType',
  method_not_allowed: 'MethodNotAllowed',
  route_not_found: 'InvalidResourceType',
  not_found: 'ResourceNotFound',
  model_not_found: 'ResourceNotFound',
  content_filter: 'BadRequest',
  content_policy_unknown: 'BadRequest',
  missing_api_key: 'AuthenticationFailed',
  invalid_api_key: 'AuthenticationFailed',
  permission_denied: 'AuthorizationFailed',
  host_not_allowed: 'AuthorizationFailed',
  origin_not_allowed: 'AuthorizationFailed',
  rate_limit_exceeded: 'TooManyRequests',
  engine_unavailable: 'ServiceUnavailable',
  engine_died: hidden,
  engine_error: hidden,
  draining: 'ServiceUnavailable',
  client_closed: hidden,
  timeout: 'GatewayTimeout',
  request_timeout: 'GatewayTimeout',
  internal: hidden,
  config_invalid: hidden,
  port_in_use: hidden,
  home_in_use: hidden,
  disk_full: hidden,
  source_unreachable: hidden,
  source_refused: hidden,
  digest_mismatch: hidden,
  model_invalid: hidden,
  model_unknown: hidden,
  engine_not_found: hidden,
  engine_start_failed: hidden,
  store_failed: hidden,
} satisfies Record<FaultCode, string>;

/** Finer ones that this room's Faults carry; those of other rooms mean nothing here. */
const finerCodes: readonly string[] = ['MissingApiVersionParameter', 'InvalidApiVersionParameter'];

export function armErrorBody(fault: Fault): object {
  const { wireCode } = fault;
  const code = typeof wireCode === 'string' && finerCodes.includes(wireCode) ? wireCode : codes[fault.code];
  const message = code === hidden ? 'The server had an error while processing the request.' : fault.message;
  return { error: { code, message, ...(fault.param === null ? {} : { target: fault.param }) } };
}
