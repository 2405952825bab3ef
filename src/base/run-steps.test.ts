// In: work in steps, and work that fails. Out: what it returns once every step is done, or its failure.
import { expect, test } from 'vitest';
import { runSteps } from './run-steps.ts';

test.each([0, 1, 5])('of %i steps every one is done, then the result told', (count) => {
  let done = 0;
  const steps = (function* () {
    for (; done < count; done += 1) yield;
    return `after ${done}`;
  })();
  expect(runSteps(steps)).toBe(`after ${count}`);
  expect(done).toBe(count);
});

test('a failure of a step is the failure of all', () => {
  const steps = (function* (): Generator<undefined, never> {
    yield;
    throw new Error('the second');
  })();
  expect(() => runSteps(steps)).toThrow('the second');
});
