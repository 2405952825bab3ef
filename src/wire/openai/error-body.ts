// In: a Fault. Out: the error object that OpenAI's clients read, all four members always present. Knows no status, and never
// shows a cause.
import type { Fault, FaultCode } from '../../contract/fault.ts';

export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

interface ErrorShape {
  readonly type: 'invalid_request_error' | 'server_error' | 'requests';
  /** Null where OpenAI has null. */
  readonly code: string | null;
  /** Sent instead of the Fault's message, which is for the operator. */
  readonly message?: string;
}

const request = (code: string | null): ErrorShape => ({ type: 'invalid_request_error', code });
const server: ErrorShape = { type: 'server_error', code: null };
const hidden: ErrorShape = {
  type: 'server_error',
  code: null,
  message: 'The server had an error while processing your request. Sorry about that!',
};

const shapes = {
  invalid_json: request(null),
  invalid_type: request('invalid_type'),
  invalid_value: request('invalid_value'),
  value_too_small: request('invalid_value'),
  value_too_large: request('invalid_value'),
  too_short: request('invalid_value'),
  too_long: request('invalid_value'),
  missing_required_parameter: request('missing_required_parameter'),
  unknown_parameter: request('unknown_parameter'),
  unsupported_parameter: request('unsupported_parameter'),
  context_length_exceeded: request('context_length_exceeded'),
  body_too_large: request(null),
  unsupported_media_type: request('unsupported_content_type'),
  method_not_allowed: request('method_not_supported'),
  route_not_found: request(null),
  not_found: request(null),
  model_not_found: request('model_not_found'),
  content_filter: request('content_filter'),
  content_policy_unknown: request('invalid_content_filter_policy'),
  missing_api_key: request(null),
  invalid_api_key: request('invalid_api_key'),
  permission_denied: request('insufficient_permissions'),
  host_not_allowed: request('host_not_allowed'),
  origin_not_allowed: request('origin_not_allowed'),
  rate_limit_exceeded: { type: 'requests', code: 'rate_limit_exceeded' },
  request_timeout: { type: 'server_error', code: 'request_timeout' },
  engine_unavailable: server,
  engine_died: server,
  engine_error: server,
  draining: server,
  client_closed: server,
  timeout: server,
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
} satisfies Record<FaultCode, ErrorShape>;

export function errorBody(fault: Fault): ErrorBody {
  const shape: ErrorShape = shapes[fault.code];
  return {
    error: {
      message: shape.message ?? fault.message,
      type: shape.type,
      param: fault.param,
      code: fault.wireCode === undefined ? shape.code : fault.wireCode,
    },
  };
}
