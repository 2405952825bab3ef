// In: nothing. Out: the port by which rooms ask other services something, without knowing how they are reached.

export interface JsonPost {
  readonly url: string;
  /** Beside `content-type`, which is there always. May hold a key: never logged. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whatever JSON can hold. */
  readonly body: unknown;
}

/**
 * The parsed body of a 2xx answer. Faults: `source_refused` for a URL or address that may not be called, a redirect, another status, an
 * answer too large or not JSON; `source_unreachable` when nobody answers; `timeout`. Throws the signal's reason when that aborts.
 */
export type PostJson = (post: JsonPost, signal: AbortSignal) => Promise<unknown>;
