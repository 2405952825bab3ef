// In: numbers and seeds. Out: seeded choice repeats itself, and the interval covers what it should.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootstrapInterval, percentile, seededRandom, seededSubset } from './statistics.ts';

test('a subset is of the asked size, in order, without repeats, and the same for the same seed', () => {
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.nat({ max: 80 }), fc.integer(), (size, count, seed) => {
      const items = Array.from({ length: size }, (_, place) => place);
      const subset = seededSubset(items, count, seed);
      expect(subset.length).toBe(Math.min(size, count));
      expect(subset).toEqual([...new Set(subset)].toSorted((left, right) => left - right));
      expect(seededSubset(items, count, seed)).toEqual(subset);
    }),
  );
  const items = Array.from({ length: 1000 }, (_, place) => place);
  expect(seededSubset(items, 10, 1)).not.toEqual(seededSubset(items, 10, 2));
});

test('random numbers are spread evenly', () => {
  const random = seededRandom(7);
  const drawn = Array.from({ length: 10_000 }, () => Math.floor(random() * 10));
  const counts = Array.from({ length: 10 }, (_, digit) => drawn.filter((value) => value === digit).length);
  expect(Math.min(...counts)).toBeGreaterThan(900);
  expect(Math.max(...counts)).toBeLessThan(1100);
});

test('the interval of a difference', () => {
  // 30 of 100 rows better, 10 worse: 0.2, standard error 0.06.
  const differences = Array.from({ length: 100 }, (_, place) => (place < 30 ? 1 : place < 40 ? -1 : 0));
  const { low, high } = bootstrapInterval(differences, 1);
  expect(low).toBeGreaterThan(0.05);
  expect(low).toBeLessThan(0.11);
  expect(high).toBeGreaterThan(0.29);
  expect(high).toBeLessThan(0.35);
  expect(bootstrapInterval([0, 0, 0], 1)).toEqual({ low: 0, high: 0 });
});

test('percentiles are values that occur', () => {
  expect(percentile([3, 1, 2], 50)).toBe(2);
  expect(percentile([3, 1, 2], 95)).toBe(3);
  expect(percentile([], 50)).toBeNaN();
});
