// In: hidden states with padding. Out: the mean of each row's own tokens at unit length.
import { expect, test } from 'vitest';
import { poolVectors } from './pool-vectors.ts';

test('padding has no part in it, and the length is one', () => {
  const values = Float32Array.from([3, 0, 0, 4, /* row 1, then its padding */ 1, 0, 100, 100]);
  const [first, second] = poolVectors({ values, paddedTokens: 2, dimensions: 2 }, [2, 1]);
  expect(Array.from(first ?? [])).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
  expect(Array.from(second ?? [])).toEqual([1, 0]);
});

test('nothing has no direction', () => {
  expect(poolVectors({ values: new Float32Array(2), paddedTokens: 1, dimensions: 2 }, [1])[0]).toEqual(
    new Float32Array(2),
  );
});
