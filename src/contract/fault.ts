// In: what went wrong, named by a code. Out: the one error that crosses room borders. Knows no HTTP status and no wire shape.
import type { Verdict } from './safety.ts';

/**
 * Every way a request can fail. The code is also the metric label; `http/fault-response` maps it to a status and
 * `wire/<dialect>` to the words a client reads.
 */
export type FaultCode =
  // What the client sent
  | 'invalid_json'
  | 'invalid_type'
  | 'invalid_value'
  | 'value_too_small'
  | 'value_too_large'
  | 'too_short'
  | 'too_long'
  | 'missing_required_parameter'
  | 'unknown_parameter'
  | 'unsupported_parameter'
  | 'context_length_exceeded'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'method_not_allowed'
  | 'route_not_found'
  /** What the request refers to is not there. */
  | 'not_found'
  | 'model_not_found'
  /** The prompt's texts are kept from the model by the content policy; `verdict` says why. */
  | 'content_filter'
  /** The policy that a request names is not there, or not for this caller. */
  | 'content_policy_unknown'
  // Who the client is
  | 'missing_api_key'
  | 'invalid_api_key'
  | 'permission_denied'
  | 'host_not_allowed'
  | 'origin_not_allowed'
  // What the service can do now
  | 'rate_limit_exceeded'
  /** It waited, or ran, as long as it may or the client wants; nothing is wrong with an engine. */
  | 'request_timeout'
  | 'engine_unavailable'
  | 'engine_died'
  | 'engine_error'
  | 'draining'
  | 'client_closed'
  | 'timeout'
  | 'internal'
  // What stops a start or a command (exit code 1, never sent to a client)
  | 'config_invalid'
  | 'port_in_use'
  | 'home_in_use'
  | 'disk_full'
  | 'source_unreachable'
  | 'source_refused'
  | 'digest_mismatch'
  | 'model_invalid'
  | 'model_unknown'
  | 'engine_not_found'
  | 'engine_start_failed'
  | 'store_failed';

export interface FaultDetails {
  /** The request field at fault in OpenAI's notation, such as `messages[0].role`. */
  readonly param?: string;
  /** The underlying error: logged, never sent. */
  readonly cause?: unknown;
  /** When the client may try again, in milliseconds. */
  readonly retryAfterMs?: number;
  /** A finer code for the wire where OpenAI has one for this case (`empty_array`, …); null where OpenAI sends none. */
  readonly wireCode?: string | null;
  /** Of a `content_filter`. */
  readonly verdict?: Verdict;
}

/** The only error thrown on purpose. Its message is written for the client and never holds a secret or a stack. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly param: string | null;
  readonly retryAfterMs: number | null;
  /** Undefined leaves it to the dialect's table. */
  readonly wireCode: string | null | undefined;
  readonly verdict: Verdict | null;

  constructor(code: FaultCode, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Fault';
    this.code = code;
    this.param = details.param ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.wireCode = details.wireCode;
    this.verdict = details.verdict ?? null;
  }
}

/** The engine is not there any more, or not yet: what it was to do can be tried again on its successor. */
export function isEngineGone(error: unknown): boolean {
  return error instanceof Fault && (error.code === 'engine_died' || error.code === 'engine_unavailable');
}
