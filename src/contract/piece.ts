// In: nothing. Out: the stream of an answer inside the service: tagged plain data, pulled by the consumer. The whole answer is
// a fold of the same pieces. Knows no wire format.

import type { TokenLogprob } from './logprobs.ts';
import type { Verdict } from './safety.ts';

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
  /** Of the tokens that end in this text; empty when they were not asked for. */
  readonly logprobs: readonly TokenLogprob[];
}

/** A call begins. Calls of one choice are numbered from 0 and follow one another; text never comes between start and end. */
export interface ToolCallStart {
  readonly kind: 'tool-call-start';
  readonly choice: number;
  readonly call: number;
  readonly id: string;
  readonly name: string;
}

/** A stretch of the call's arguments. Joined, the stretches of one call are a JSON object. */
export interface ToolCallDelta {
  readonly kind: 'tool-call-delta';
  readonly choice: number;
  readonly call: number;
  readonly text: string;
}

export interface ToolCallEnd {
  readonly kind: 'tool-call-end';
  readonly choice: number;
  readonly call: number;
}

/**
 * What the filter found in a stretch of a choice's text. Under a buffering policy it stands before the text that it clears, under an
 * asynchronous one it comes after text that was shown, at the latest before the usage. Offsets count code points of the choice's text.
 */
export interface Screened {
  readonly kind: 'screened';
  readonly choice: number;
  readonly verdict: Verdict;
  readonly startOffset: number;
  readonly endOffset: number;
  /** All before it is vetted for good; never decreases. */
  readonly checkOffset: number;
  /** Of the whole answer of the choice, by its text's end: stands before its finish, behind all text that is shown. */
  readonly isOfWhole?: true;
}

/** Exactly one for each choice, after its last delta. */
export interface Finish {
  readonly kind: 'finish';
  readonly choice: number;
  readonly reason: FinishReason;
  /** Which of the stops ended the text; null where none did, or where the engine does not tell. */
  readonly stopText: string | null;
}

/** Exactly one for each answer, last. */
export interface UsageReport {
  readonly kind: 'usage';
  readonly usage: Usage;
}

export type Piece = Screened | TextDelta | ToolCallStart | ToolCallDelta | ToolCallEnd | Finish | UsageReport;
