// In: any token counts. Out: every input in one batch, no batch too large, little padding.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatches } from './plan-batches.ts';

test('every input once, none larger than allowed unless it is alone, the longest first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 2, max: 256 }), { maxLength: 300 }),
      fc.integer({ min: 1, max: 2048 }),
      (counts, maximum) => {
        const batches = planBatches(counts, maximum);
        expect(batches.flat().toSorted((a, b) => a - b)).toEqual(counts.map((_, index) => index));
        const longest = batches.map((batch) => Math.max(...batch.map((index) => counts[index] ?? 0)));
        for (const [at, batch] of batches.entries())
          expect(batch.length === 1 || batch.length * (longest[at] ?? 0) <= maximum).toBe(true);
        expect(longest).toEqual(longest.toSorted((a, b) => b - a));
      },
    ),
  );
});

test('inputs of one length fill their batches', () => {
  expect(planBatches([64, 64, 64, 64, 64], 128).map((batch) => batch.length)).toEqual([2, 2, 1]);
});
