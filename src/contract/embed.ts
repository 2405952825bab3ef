// In: nothing. Out: a complete, trusted request for embeddings, and the port of what computes them. Knows no wire format.
import type { Prices } from './caller.ts';

export type EmbedInput =
  | { readonly kind: 'text'; readonly text: string }
  /** Ids of the encoder's own vocabulary; never checked before the encoder sees them. */
  | { readonly kind: 'tokens'; readonly tokens: readonly number[] };

export interface EmbedAsk {
  /** The name that the client asked for. */
  readonly model: string;
  /** 1 to 2048. */
  readonly inputs: readonly EmbedInput[];
  /** Whether the client sent one input without a list around it: faults name it so. */
  readonly isSingle: boolean;
  /** So many of the vector's first numbers, brought to unit length again; null leaves it whole. */
  readonly dimensions: number | null;
  readonly encoding: 'float' | 'base64';
  /** End user id, for abuse monitoring; null when absent. */
  readonly endUser: string | null;
}

/** A stretch of work that is done. */
export interface EmbeddedBatch {
  readonly vectors: readonly EmbeddedInput[];
  /** Tokens that were computed for them, those included that the encoder wants around every input. */
  readonly tokens: number;
}

export interface EmbeddedInput {
  /** Position among the inputs. */
  readonly index: number;
  /** Of unit length, unless it is zero altogether. */
  readonly vector: Float32Array;
}

/**
 * One encoder. Faults: `context_length_exceeded` and `invalid_value` for an input that it cannot take (`param` is `input[INDEX]`),
 * `rate_limit_exceeded` when too many wait, `engine_unavailable` while it cannot be had. All of an ask's inputs are checked before
 * anything is computed for it.
 */
export interface Embedder {
  /** Catalogue id, or what the operator called their own file. */
  readonly id: string;
  /** Numbers in a vector. */
  readonly dimensions: number;
  /** Longest input. */
  readonly maxTokens: number;
  /** Every input once, in any order. Ends between two batches after the signal; ending the iteration ends the work too. */
  embed(inputs: readonly EmbedInput[], signal: AbortSignal): AsyncIterable<EmbeddedBatch>;
  /** Gives back threads and processes. */
  stop(): Promise<void>;
}

/** Names that clients ask for embeddings by, bound to an encoder. */
export interface EmbeddingDeployment {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly modelId: string;
  readonly prices: Prices;
  readonly embedder: Embedder;
}
