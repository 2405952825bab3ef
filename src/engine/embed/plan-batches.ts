// In: how many tokens each input has. Out: the inputs in batches of about the same length, so that little is padded, none larger than
// allowed. Knows no tokens.

/** Positions of inputs, the longest batch first. A batch has at most `maxPaddedTokens`, or one input. */
export function planBatches(tokenCounts: readonly number[], maxPaddedTokens: number): readonly (readonly number[])[] {
  const order = tokenCounts.map((count, index) => ({ count, index })).sort((one, other) => other.count - one.count);
  const batches: number[][] = [];
  let batch: number[] = [];
  let paddedTo = 0;
  for (const { count, index } of order) {
    if (batch.length === 0 || (batch.length + 1) * paddedTo > maxPaddedTokens) {
      batch = [];
      batches.push(batch);
      paddedTo = count;
    }
    batch.push(index);
  }
  return batches;
}
