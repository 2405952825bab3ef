// In: a seed. Out: the same numbers from 0 to 1 each time. Knows no use of them.

/** xorshift32. */
export function seededRandom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
