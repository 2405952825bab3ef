// In: callers of a deployment. Out: each has its own partition, unless the deployment says that they share.
import { expect, test } from 'vitest';
import { partitionOf } from './caller.ts';

test('prompts of two keys are in one partition only where the deployment shares', () => {
  const [one, other] = [{ partition: 'a' }, { partition: 'b' }];
  const [apart, shared] = [
    { name: 'd', sharedPrefixes: false },
    { name: 'd', sharedPrefixes: true },
  ];
  expect(partitionOf(one, apart)).toBe('a');
  expect(partitionOf(one, apart)).not.toBe(partitionOf(other, apart));
  expect(partitionOf(one, shared)).toBe(partitionOf(other, shared));
  expect(partitionOf(one, shared)).not.toBe(partitionOf(one, { ...shared, name: 'e' }));
});
