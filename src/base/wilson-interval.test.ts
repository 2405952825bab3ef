// In: counts. Out: the interval that tables of Wilson's method give, always around the share and never outside 0 and 1.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

test('known intervals', () => {
  // Newcombe 1998, table I: the score method without continuity correction.
  const rounded = (count: number, total: number) => {
    const { lower, upper } = wilsonInterval(count, total);
    return [lower.toFixed(4), upper.toFixed(4)];
  };
  expect(rounded(81, 263)).toEqual(['0.2553', '0.3662']);
  expect(rounded(15, 148)).toEqual(['0.0624', '0.1605']);
  expect(rounded(0, 20)).toEqual(['0.0000', '0.1611']);
  expect(rounded(1, 29)).toEqual(['0.0061', '0.1718']);
  expect(wilsonInterval(0, 0)).toEqual({ lower: 0, upper: 1 });
});

test('holds the share, narrows with more of the same', () => {
  const total = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(total, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
      const count = Math.round(all * part);
      const few = wilsonInterval(count, all);
      const many = wilsonInterval(count * 10, all * 10);
      expect(few.lower).toBeGreaterThanOrEqual(0);
      expect(few.upper).toBeLessThanOrEqual(1);
      expect(few.lower).toBeLessThanOrEqual(count / all);
      expect(few.upper).toBeGreaterThanOrEqual(count / all);
      expect(many.upper - many.lower).toBeLessThan(few.upper - few.lower);
    }),
  );
});
