// In: generated gets and sets. Out: never more than the size allows, and what goes is what was used longest ago.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LeastRecentlyUsed } from './least-recently-used.ts';

const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), size: fc.option(fc.nat(6)) });

test('any history agrees with a plain list', () => {
  fc.assert(
    fc.property(fc.nat(10), fc.array(step, { maxLength: 50 }), (maxSize, steps) => {
      const map = new LeastRecentlyUsed<number>(maxSize);
      let list: { readonly key: string; readonly value: number; readonly size: number }[] = [];
      for (const [number, { key, size }] of steps.entries()) {
        const known = list.find((entry) => entry.key === key);
        list = list.filter((entry) => entry.key !== key);
        if (size === null) {
          expect(map.get(key)).toBe(known?.value);
          if (known !== undefined) list.push(known);
        } else {
          map.set(key, number, size);
          if (size <= maxSize) list.push({ key, value: number, size });
          while (list.reduce((sum, entry) => sum + entry.size, 0) > maxSize) list.shift();
        }
        expect(map.totalSize).toBe(list.reduce((sum, entry) => sum + entry.size, 0));
        expect(map.totalSize).toBeLessThanOrEqual(maxSize);
      }
    }),
    { numRuns: 1000 },
  );
});
