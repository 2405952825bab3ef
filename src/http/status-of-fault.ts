// In: a fault code. Out: the HTTP status. The one table; knows no words.
import type { FaultCode } from '../contract/fault.ts';

const statuses = {
  invalid_json: 400,
  invalid_type: 400,
  invalid_value: 400,
  value_too_small: 400,
  value_too_large: 400,
  too_short: 400,
  too_long: 400,
  missing_required_parameter: 400,
  unknown_parameter: 400,
  unsupported_parameter: 400,
  context_length_exceeded: 400,
  body_too_large: 413,
  unsupported_media_type: 415,
  method_not_allowed: 405,
  route_not_found: 404,
  not_found: 404,
  model_not_found: 404,
  content_filter: 400,
  content_policy_unknown: 400,
  missing_api_key: 401,
  invalid_api_key: 401,
  permission_denied: 403,
  host_not_allowed: 403,
  origin_not_allowed: 403,
  rate_limit_exceeded: 429,
  request_timeout: 408,
  engine_unavailable: 503,
  engine_died: 500,
  engine_error: 500,
  draining: 503,
  client_closed: 499,
  timeout: 504,
  internal: 500,
  config_invalid: 500,
  port_in_use: 500,
  home_in_use: 500,
  disk_full: 500,
  source_unreachable: 500,
  source_refused: 500,
  digest_mismatch: 500,
  model_invalid: 500,
  model_unknown: 500,
  engine_not_found: 500,
  engine_start_failed: 500,
  store_failed: 500,
} satisfies Record<FaultCode, number>;

export function statusOfFault(code: FaultCode): number {
  return statuses[code];
}

/** Anthropic has numbers of its own for what took too long, and for what may be tried again soon. */
export function anthropicStatusOfFault(code: FaultCode): number {
  if (code === 'request_timeout') return statuses.timeout;
  return code === 'engine_unavailable' || code === 'draining' ? 529 : statuses[code];
}
