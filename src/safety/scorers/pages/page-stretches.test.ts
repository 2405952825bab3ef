// In: texts of any length. Out: stretches are together the text, none is longer than the limit, and words stay whole.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageStretches, stretchUnits } from './page-stretches.ts';

test('stretches are the text, whole and in order', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.integer({ min: 0, max: 5000 }), (piece, times) => {
      const text = piece.repeat(times);
      const stretches = [...pageStretches(text)];
      expect(stretches.join('')).toBe(text);
      for (const stretch of stretches) expect(stretch.length).toBeLessThanOrEqual(stretchUnits);
    }),
    { numRuns: 50 },
  );
});

test('a long page is cut where lines end', () => {
  const stretches = [...pageStretches('one line of a list\n'.repeat(3000))];
  expect(stretches.length).toBeGreaterThan(3);
  expect(stretches.every((stretch) => stretch.endsWith('\n'))).toBe(true);
});
