// In: a Fault. Out: the error object that Anthropic's clients read, as a body and as an event alike. Knows no status, and never shows a
// cause.
import type { Fault, FaultCode } from '../../contract/fault.ts';

export type AnthropicErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'request_too_large'
  | 'rate_limit_error'
  | 'timeout_error'
  | 'api_error'
  | 'overloaded_error';

export interface AnthropicErrorBody {
  readonly type: 'error';
  readonly error: { readonly type: AnthropicErrorType; readonly message: string };
  readonly request_id: string;
}

/** `hidden`: an api_error whose message is for the operator only. */
const types = {
  invalid_json: 'invalid_request_error',
  invalid_type: 'invalid_request_error',
  invalid_value: 'invalid_request_error',
  value_too_small: 'invalid_request_error',
  value_too_large: 'invalid_request_error',
  too_short: 'invalid_request_error',
  too_long: 'invalid_request_error',
  missing_required_parameter: 'invalid_request_error',
  unknown_parameter: 'invalid_request_error',
  unsupported_parameter: 'invalid_request_error',
  context_length_exceeded: 'invalid_request_error',
  body_too_large: 'request_too_large',
  unsupported_media_type: 'invalid_request_error',
  method_not_allowed: 'invalid_request_error',
  route_not_found: 'not_found_error',
  not_found: 'not_found_error',
  model_not_found: 'not_found_error',
  content_filter: 'invalid_request_error',
  content_policy_unknown: 'invalid_request_error',
  missing_api_key: 'authentication_error',
  invalid_api_key: 'authentication_error',
  permission_denied: 'permission_error',
  host_not_allowed: 'permission_error',
  origin_not_allowed: 'permission_error',
  rate_limit_exceeded: 'rate_limit_error',
  request_timeout: 'timeout_error',
  engine_unavailable: 'overloaded_error',
  engine_died: 'api_error',
  engine_error: 'api_error',
  draining: 'overloaded_error',
  client_closed: 'api_error',
  timeout: 'timeout_error',
  internal: 'hidden',
  config_invalid: 'hidden',
  port_in_use: 'hidden',
  home_in_use: 'hidden',
  disk_full: 'hidden',
  source_unreachable: 'hidden',
  source_refused: 'hidden',
  digest_mismatch: 'hidden',
  model_invalid: 'hidden',
  model_unknown: 'hidden',
  engine_not_found: 'hidden',
  engine_start_failed: 'hidden',
  store_failed: 'hidden',
} satisfies Record<FaultCode, AnthropicErrorType | 'hidden'>;

/** Agents know by these words that they must shorten the conversation, and do. */
const promptTooLong = 'prompt is too long';

function messageOf(fault: Fault): string {
  if (types[fault.code] === 'hidden') return 'Internal server error';
  return fault.code === 'context_length_exceeded' ? `${promptTooLong}: ${fault.message}` : fault.message;
}

export function anthropicErrorBody(fault: Fault, requestId: string): AnthropicErrorBody {
  const type = types[fault.code];
  return {
    type: 'error',
    error: { type: type === 'hidden' ? 'api_error' : type, message: messageOf(fault) },
    request_id: requestId,
  };
}
