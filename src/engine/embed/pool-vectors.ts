// In: what the encoder says of every token of a batch. Out: one vector for each row: the mean of its tokens, brought to unit length.
// Knows no session.

export interface HiddenStates {
  /** Row by row, token by token. */
  readonly values: Float32Array;
  readonly paddedTokens: number;
  readonly dimensions: number;
}

/** `tokenCounts`: how many tokens of each row are its own; the rest is padding. */
export function poolVectors(states: HiddenStates, tokenCounts: readonly number[]): readonly Float32Array[] {
  const { values, paddedTokens, dimensions } = states;
  return tokenCounts.map((tokenCount, row) => {
    const sums = new Float64Array(dimensions);
    for (let token = 0; token < tokenCount; token += 1) {
      const start = (row * paddedTokens + token) * dimensions;
      for (let at = 0; at < dimensions; at += 1) sums[at] = (sums[at] ?? 0) + (values[start + at] ?? 0);
    }
    // The mean differs from the sum in length only.
    const length = Math.sqrt(sums.reduce((total, sum) => total + sum * sum, 0));
    return Float32Array.from(sums, (sum) => (length === 0 ? 0 : sum / length));
  });
}
