// In: numbers. Out: percentiles, shares, seeded choice, and the bootstrap interval of a paired difference. Pure: the seed is given.

/** Nearest rank; NaN of nothing, so that a missing figure never looks like a good one. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many of them, chosen by the seed, in their own order. */
export function seededSubset<T>(items: readonly T[], count: number, seed: number): readonly T[] {
  const random = seededRandom(seed);
  const drawn = items
    .map((item, place) => ({ item, place, lot: random() }))
    .toSorted((left, right) => left.lot - right.lot);
  return drawn
    .slice(0, count)
    .toSorted((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Where the mean of the differences lies in 95% of 10,000 samples drawn from them with replacement. */
export function bootstrapInterval(differences: readonly number[], seed: number): Interval {
  const random = seededRandom(seed);
  const means = Array.from({ length: 10_000 }, () => {
    let total = 0;
    for (let drawn = 0; drawn < differences.length; drawn += 1)
      total += differences[Math.floor(random() * differences.length)] ?? 0;
    return total / differences.length;
  });
  return { low: percentile(means, 2.5), high: percentile(means, 97.5) };
}
