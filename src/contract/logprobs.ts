// In: nothing. Out: how likely the model found its tokens. Knows no wire format.

/** A token and the natural logarithm of its probability before any truncation or penalty. */
export interface TokenChance {
  readonly token: string;
  /** The token's bytes: a token may be a part of a character. */
  readonly bytes: readonly number[];
  readonly logprob: number;
}

export interface TokenLogprob extends TokenChance {
  /** The likeliest tokens at this place, at most as many as were asked for. */
  readonly top: readonly TokenChance[];
}
