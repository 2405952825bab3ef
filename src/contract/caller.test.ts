// In: callers of a deployment. Out: each has its own partition, unless the deployment says that they share; what other weights compute is apart.
import { expect, test } from 'vitest';
import { scopeOf } from './caller.ts';

const [one, other] = [{ partition: 'a' }, { partition: 'b' }];
const [apart, shared] = [
  { name: 'd', sharedPrefixes: false, adapter: null },
  { name: 'd', sharedPrefixes: true, adapter: null },
];

test('prompts of two keys are in one partition only where the deployment shares', () => {
  expect(scopeOf(one, apart)).toEqual({ partition: 'a', adapter: null });
  expect(scopeOf(one, apart)).not.toEqual(scopeOf(other, apart));
  expect(scopeOf(one, shared)).toEqual(scopeOf(other, shared));
  expect(scopeOf(one, shared)).not.toEqual(scopeOf(one, { ...shared, name: 'e' }));
});

test('an adapter has partitions of its own, of each key and of a deployment', () => {
  const changed = (deployment: typeof apart, adapter: string) => scopeOf(one, { ...deployment, adapter }).partition;
  const partitions = [apart, shared].flatMap((deployment) => [
    scopeOf(one, deployment).partition,
    changed(deployment, 'x'),
    changed(deployment, 'y'),
  ]);
  expect(new Set(partitions).size).toBe(6);
  expect(changed(apart, 'x')).not.toBe(scopeOf(other, { ...apart, adapter: 'x' }).partition);
  expect(scopeOf(one, { ...apart, adapter: 'x' }).adapter).toBe('x');
});
