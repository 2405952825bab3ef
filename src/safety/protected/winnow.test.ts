// In: hashes of any documents. Out: winnowing keeps its promise: no window without a kept one, the same choice wherever the same hashes stand.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { winnow } from './winnow.ts';

const hashes = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 80 }).map((list) => Uint32Array.from(list));
const window = fc.integer({ min: 1, max: 8 });

test('of every so many in a row at least one is kept, and the places rise', () => {
  fc.assert(
    fc.property(hashes, window, (list, length) => {
      const kept = [...winnow(list, length)];
      expect(kept).toEqual([...new Set(kept)].sort((one, other) => one - other));
      for (let begin = 0; begin + length <= list.length; begin += 1)
        expect(kept.some((at) => at >= begin && at < begin + length)).toBe(true);
      expect(kept.length > 0).toBe(list.length > 0);
    }),
  );
});

test('different hashes are chosen by their window alone', () => {
  const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 8, maxLength: 40 });
  fc.assert(
    fc.property(distinct, fc.nat(5), (list, skipped) => {
      const whole = [...winnow(Uint32Array.from(list), 4)];
      const later = [...winnow(Uint32Array.from(list.slice(skipped)), 4)].map((at) => at + skipped);
      for (const at of later) expect(whole).toContain(at);
    }),
  );
});

test('a token that repeats itself is not kept over and over', () => {
  expect(winnow(new Uint32Array(400).fill(7), 4).length).toBeLessThanOrEqual(101);
});
