// In: counters of processors. Out: idle where nearly all of the time between was idle.
import { expect, test } from 'vitest';
import { isMachineIdle } from './machine-idleness.ts';

const never = new AbortController().signal;
const clock = { sleep: async () => undefined };

test.each([
  [[0, 0], [100, 0], true],
  [[0, 500], [100, 510], true],
  [[0, 0], [60, 40], false],
  [[900, 0], [900, 100], false],
  // Nothing is counted here.
  [[0, 0], [0, 0], true],
] as const)('idle and user time from %j to %j: %s', async (before, after, expected) => {
  const readings = [before, after].map(([idle, user]) => [
    { times: { idle, user } },
    { times: { idle: idle * 2, user: user * 2 } },
  ]);
  expect(await isMachineIdle(clock, never, () => readings.shift() ?? [])).toBe(expected);
});
