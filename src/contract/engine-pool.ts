// In: nothing. Out: what is known of the engines behind the deployments, and what an admin may say of them. Knows no way to reach one.

/**
 * `up`: takes requests. `busy`: said that it takes none for a while (429). `open`: failed again and again, gets none for a while.
 * `half-open`: one request will show whether it is well again. `down`: does not answer health checks. `draining`: an admin took it out,
 * what runs there ends. `drained`: the same, nothing runs there any more.
 */
export type EngineAvailability = 'up' | 'busy' | 'open' | 'half-open' | 'down' | 'draining' | 'drained';

export interface EngineStatus {
  readonly id: string;
  readonly availability: EngineAvailability;
  readonly weight: number;
  /** Requests that it may compute at the same time. */
  readonly slots: number;
  /** Requests that run or wait there now. */
  readonly load: number;
  /** Failures since its last answer. */
  readonly failuresInRow: number;
  /** When it gets requests again, in milliseconds since the epoch; null where that is not a matter of time. */
  readonly retryAtMs: number | null;
}

/** How one request ended on one engine. `given-up` says nothing of the engine: the client left, or the request was refused for its own sake. */
export type AttemptEnd = 'answered' | 'failed' | 'busy' | 'given-up';

export interface EngineRoster {
  list(): readonly EngineStatus[];
  /** No new requests; those that run go on. Until it is resumed or the service starts anew. `not_found` for an id that is none. */
  drain(id: string): EngineStatus;
  /** Takes requests again, and whatever is known against it is forgotten. `not_found` likewise. */
  resume(id: string): EngineStatus;
}
