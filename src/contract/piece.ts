// In: nothing. Out: the stream of an answer inside the service: tagged plain data, pulled by the consumer. The whole answer is
// a fold of the same pieces. Knows no wire format.

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

/** Token counts of one request. `completionTokens` sums over all choices; `cachedTokens` of the prompt were not computed again. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number;
}

/** Whole Unicode text: a code point is never split over two deltas, and a surrogate pair never is. */
export interface TextDelta {
  readonly kind: 'text-delta';
  readonly choice: number;
  readonly text: string;
}

/** Exactly one for each choice, after its last delta. */
export interface Finish {
  readonly kind: 'finish';
  readonly choice: number;
  readonly reason: FinishReason;
}

/** Exactly one for each answer, last. */
export interface UsageReport {
  readonly kind: 'usage';
  readonly usage: Usage;
}

export type Piece = TextDelta | Finish | UsageReport;
