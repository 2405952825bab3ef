// In: engines that answer, refuse, fail and hang, on a clock of the test. Out: each is checked at once and then in its interval, a hang counts
// as no answer, and nothing goes on behind the signal.
import { expect, test } from 'vitest';
import type { Clock } from '../../base/clock.ts';
import { watchHealth } from './watch-health.ts';

/** Time that passes when it is told to. */
function manualClock() {
  let nowMs = 0;
  let timers: { readonly atMs: number; call(): void }[] = [];
  const after: Clock['after'] = (durationMs, call) => {
    const timer = { atMs: nowMs + durationMs, call };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  };
  const clock: Clock = {
    nowMs: () => nowMs,
    after,
    sleep: (durationMs, signal) =>
      new Promise((resolve, reject) => {
        const cancel = after(durationMs, resolve);
        signal?.addEventListener('abort', () => {
          cancel();
          reject(signal.reason);
        });
      }),
  };
  async function pass(durationMs: number): Promise<void> {
    const endMs = nowMs + durationMs;
    await settle();
    for (;;) {
      const [next] = timers.filter(({ atMs }) => atMs <= endMs).sort((one, other) => one.atMs - other.atMs);
      if (next === undefined) break;
      nowMs = next.atMs;
      timers = timers.filter((timer) => timer !== next);
      next.call();
      await settle();
    }
    nowMs = endMs;
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, pass, waiting: () => timers.length };
}

test('what each said, in time, until the end', async () => {
  const { clock, pass, waiting } = manualClock();
  const checks: [string, boolean, number][] = [];
  const ending = new AbortController();
  const hang = (signal: AbortSignal) =>
    new Promise<boolean>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const watching = watchHealth(
    {
      engines: [
        { id: 'well', isAlive: async () => true },
        { id: 'ill', isAlive: async () => false },
        { id: 'gone', isAlive: () => Promise.reject(new Error('refused')) },
        { id: 'hangs', isAlive: hang },
      ],
      intervalMs: 1000,
      timeoutMs: 300,
      random: () => 0.5,
      clock,
      onCheck: (id, isHealthy) => checks.push([id, isHealthy, clock.nowMs()]),
    },
    ending.signal,
  );
  await pass(1350);
  expect(checks).toEqual([
    ['well', true, 0],
    ['ill', false, 0],
    ['gone', false, 0],
    ['hangs', false, 300],
    ['well', true, 1000],
    ['ill', false, 1000],
    ['gone', false, 1000],
  ]);
  ending.abort();
  await watching;
  await pass(5000);
  expect(checks).toHaveLength(7);
  expect(waiting()).toBe(0);
});

test('chance spreads the checks within a fifth of the interval', async () => {
  for (const [chance, atMs] of [
    [0, 800],
    [1, 1200],
  ] as const) {
    const { clock, pass } = manualClock();
    const times: number[] = [];
    const ending = new AbortController();
    const watching = watchHealth(
      {
        engines: [{ id: 'a', isAlive: async () => true }],
        intervalMs: 1000,
        timeoutMs: 300,
        random: () => chance,
        clock,
        onCheck: () => times.push(Math.round(clock.nowMs())),
      },
      ending.signal,
    );
    await pass(1300);
    ending.abort();
    await watching;
    expect(times).toEqual([0, atMs]);
  }
});
