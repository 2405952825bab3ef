// In: output cut anywhere. Out: its last lines, whole, however it was cut.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RingOfLines } from './ring-of-lines.ts';

test('any chunking keeps the same lines', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 60 }),
      fc.array(fc.nat(60)),
      (text, cuts) => {
        const ring = new RingOfLines(4);
        let start = 0;
        for (const cut of [...cuts, text.length].sort((one, other) => one - other)) {
          ring.push(text.slice(start, cut));
          start = Math.max(start, Math.min(cut, text.length));
        }
        const lines = text.split('\n');
        const rest = lines.pop() ?? '';
        expect(ring.tail()).toEqual([...lines.slice(-4), ...(rest === '' ? [] : [rest])]);
      },
    ),
  );
});

test('a line without end does not grow for ever', () => {
  const ring = new RingOfLines(2);
  for (let chunk = 0; chunk < 100; chunk += 1) ring.push('x'.repeat(1000));
  expect(ring.tail().join('').length).toBeLessThanOrEqual(2000);
});
