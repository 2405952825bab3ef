// In: rows of ids of any length. Out: windows that together are all of them, none too long, each border within another window.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planWindows, windowCountOf } from './plan-windows.ts';

const shape = { startId: -1, endId: -2 };

test('every token is read, in its order, and so is what lies around every border', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 5, max: 80 }), (count, maxTokens) => {
      const ids = Array.from({ length: count }, (_, at) => at);
      const planned = planWindows(ids, { ...shape, maxTokens });
      if (count > 0) expect(windowCountOf(count, { maxTokens })).toBe(planned.length);
      const windows = planned.map(({ row }) => row);
      for (const { row, from, to } of planned) expect(row.slice(1, -1)).toEqual(ids.slice(from, to));
      for (const window of windows) {
        expect(window.length).toBeLessThanOrEqual(maxTokens);
        expect([window[0], window.at(-1)]).toEqual([-1, -2]);
        const inner = window.slice(1, -1);
        expect(inner).toEqual(ids.slice(inner[0], (inner[0] ?? 0) + inner.length));
      }
      expect(new Set(windows.flatMap((window) => window.slice(1, -1)))).toEqual(new Set(ids));
      const near = Math.floor((maxTokens - 2) / 3);
      for (let start = 0; start + near <= count; start += 1) {
        const stretch = ids.slice(start, start + near);
        expect(windows.some((window) => stretch.every((id) => window.includes(id)))).toBe(true);
      }
    }),
    { numRuns: 40 },
  ));

test('a short text is one window, an empty one none', () => {
  expect(planWindows([7, 8], { ...shape, maxTokens: 10 })).toEqual([{ row: [-1, 7, 8, -2], from: 0, to: 2 }]);
  expect(planWindows([], { ...shape, maxTokens: 10 })).toEqual([]);
});
