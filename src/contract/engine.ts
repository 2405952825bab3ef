// In: nothing. Out: the port that every engine dialect implements. A dialect speaks, streams and cancels; it knows no caller,
// no deployment, no policy and no wire format of ours.
import type { Sampling } from './ask.ts';
import type { Turn } from './turn.ts';

export type TokenId = number;

/**
 * A conversation made ready for one engine: ids where the engine takes ids, turns where it only takes messages.
 * In both, no text of a turn can act as a control token.
 */
export type Prompt =
  | { readonly kind: 'tokens'; readonly tokens: readonly TokenId[] }
  | { readonly kind: 'turns'; readonly turns: readonly Turn[] };

/** What a running engine says of itself. */
export interface EngineFacts {
  /** Tokens that one sequence may hold, prompt and answer together. */
  readonly contextTokens: number;
  /** Sequences computed at the same time. */
  readonly slotCount: number;
  /** Size of the vocabulary, or null where the engine does not tell (remote upstreams). */
  readonly vocabularySize: number | null;
  /** Changes when weights, engine build or settings change: the base of `system_fingerprint`. */
  readonly fingerprint: string;
}

export interface EngineRun {
  readonly prompt: Prompt;
  readonly sampling: Sampling;
  /** The slot to compute in; null leaves it to the engine. */
  readonly slot: number | null;
  /** Whether what the slot still holds from an earlier run may be reused. False across partitions. */
  readonly isCacheReused: boolean;
}

export interface EngineUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number;
}

export type EngineDelta =
  /** Whole code points; `tokens` holds their ids where the engine tells them. */
  | { readonly kind: 'text-delta'; readonly text: string; readonly tokens: readonly TokenId[] }
  /** Last. */
  | { readonly kind: 'finish'; readonly reason: 'stop' | 'length'; readonly usage: EngineUsage };

/**
 * One engine process or upstream.
 * Faults: `engine_unavailable` before anything was computed (safe to try again), `engine_died` once a run had begun,
 * `engine_error` when the engine refused, `invalid_value` on `messages` when the model's template refuses the conversation.
 */
export interface Engine {
  readonly id: string;
  /** Resolves when the engine is ready to take work; rejects `engine_unavailable` when it will not become so. */
  facts(signal: AbortSignal): Promise<EngineFacts>;
  /** Conversation to prompt; costs no model time. */
  prepare(turns: readonly Turn[], signal: AbortSignal): Promise<Prompt>;
  /** Ends within a second of the signal, and frees the slot. `return()` on the iterator cancels too. */
  generate(run: EngineRun, signal: AbortSignal): AsyncIterable<EngineDelta>;
}
