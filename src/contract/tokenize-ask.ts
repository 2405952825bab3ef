// In: nothing. Out: requests to cut a text into the tokens of a model and to join tokens to a text. Knows no wire format.
import type { TokenId, TokenPiece } from './vocabulary.ts';

export interface TokenizeAsk {
  /** Null means the first deployment that the caller may use. */
  readonly model: string | null;
  readonly text: string;
  /** Begin as a prompt of the model would. */
  readonly hasStart: boolean;
  /** Tell what each token stands for. */
  readonly isSpelled: boolean;
}

export interface TokenizeAnswer {
  readonly tokens: readonly TokenId[];
  /** Null where they were not asked for. */
  readonly pieces: readonly TokenPiece[] | null;
  readonly contextTokens: number;
}

export interface DetokenizeAsk {
  readonly model: string | null;
  /** Not yet checked against the vocabulary. */
  readonly tokens: readonly TokenId[];
}
