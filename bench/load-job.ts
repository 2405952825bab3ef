// In: nothing. Out: what a load is and what comes back of it. Types only.

export interface LoadJob {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly clientCount: number;
  /** Each client sends the next of these that none has sent, as soon as its last is answered; again from the first when they run out. */
  readonly bodies: readonly string[];
  /** Over all clients. */
  readonly requestCount: number;
  /** When each request is sent, whatever became of those before it: as strangers come. `clientCount` says nothing then. */
  readonly arrivalsMs?: readonly number[];
  /** No request starts later than this; those under way still end. */
  readonly startLimitMs: number;
  /** A request that takes longer is an error. */
  readonly requestLimitMs: number;
  /** llama-server closes its connection after a stream without saying so: beside it, both sides get a new one for each request. */
  readonly isConnectionReused: boolean;
  /** `text` parses the events for text and usage; `count` only counts them, which costs next to nothing. */
  readonly reading: 'text' | 'count';
}

export interface RequestRow {
  /** Place in the sequence of all requests of the job. */
  readonly index: number;
  readonly startMs: number;
  /** To the first piece of text; to the first byte where there is no stream. Null when it did not come. */
  readonly firstMs: number | null;
  readonly totalMs: number;
  /** From the request on, when pieces of text came: bytes that came together are one. */
  readonly piecesMs: readonly number[];
  readonly status: number;
  readonly eventCount: number;
  readonly promptTokens: number;
  /** Of the prompt, as the side tells it. */
  readonly cachedTokens: number;
  readonly completionTokens: number;
  readonly finishReason: string | null;
  readonly text: string;
  readonly error: string | null;
}

export interface LoadResult {
  /** From the first request to the end of the last. */
  readonly elapsedMs: number;
  readonly rows: readonly RequestRow[];
}
