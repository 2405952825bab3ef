// In: random keys and sets of engines. Out: the order depends on nothing but them, moves no key without need, and obeys the weights.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rendezvousOrder } from './rendezvous.ts';

const engines = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 6 }), weight: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
);

test('every engine stands in the order once, whichever way they are listed', () => {
  fc.assert(
    fc.property(fc.string(), engines, (key, listed) => {
      const order = rendezvousOrder(key, listed);
      expect(order.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual(
        listed.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
      );
      expect(rendezvousOrder(key, listed.toReversed())).toEqual(order);
    }),
  );
});

test('without one engine the others stand as before', () => {
  fc.assert(
    fc.property(fc.string(), engines, fc.nat(), (key, listed, place) => {
      const gone = listed[place % listed.length];
      const left = listed.filter((engine) => engine !== gone);
      expect(rendezvousOrder(key, left)).toEqual(rendezvousOrder(key, listed).filter((engine) => engine !== gone));
    }),
  );
});

test('first choices are shared out by weight', () => {
  const listed = [
    { id: 'a', weight: 1 },
    { id: 'b', weight: 1 },
    { id: 'c', weight: 2 },
  ];
  const counts = new Map<string, number>();
  for (let number = 0; number < 8000; number += 1) {
    const [first] = rendezvousOrder(`key ${number}`, listed);
    counts.set(first?.id ?? '', (counts.get(first?.id ?? '') ?? 0) + 1);
  }
  // Standard deviations are 39, 39 and 45.
  expect(Math.abs((counts.get('a') ?? 0) - 2000)).toBeLessThan(200);
  expect(Math.abs((counts.get('b') ?? 0) - 2000)).toBeLessThan(200);
  expect(Math.abs((counts.get('c') ?? 0) - 4000)).toBeLessThan(200);
});
