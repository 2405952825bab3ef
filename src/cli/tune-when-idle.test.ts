// In: requests that come and go, on a clock of the test. Out: nothing is measured while one is there or was just there; what is under way is
// broken off when one comes, and measured again; never for ever.
import { expect, test } from 'vitest';
import { createIdleWatch } from './idle-watch.ts';
import type { Measurement } from './search-tuning.ts';
import { whenIdle } from './tune-when-idle.ts';

const measurement: Measurement = { speed: null, durationMs: 1 };
const never = new AbortController().signal;

function manualClock() {
  let nowMs = 0;
  let sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (durationMs: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        sleepers.push({ atMs: nowMs + durationMs, wake: resolve });
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    pass: async (durationMs: number) => {
      nowMs += durationMs;
      for (const { atMs, wake } of sleepers) if (atMs <= nowMs) wake();
      sleepers = sleepers.filter(({ atMs }) => atMs > nowMs);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const terms = (clock: ReturnType<typeof manualClock>, quietMs = 100, answers: boolean[] = []) => ({
  quietMs,
  isMachineIdle: async () => answers.shift() ?? true,
  pause: clock.sleep,
});

function watched() {
  const clock = manualClock();
  const idle = createIdleWatch(clock);
  const queue = (running: number, engineId = 'e') =>
    idle.observer.emit({ kind: 'queue-changed', engineId, running, waiting: 0, slotCount: 4 });
  return { clock, idle, queue };
}

/** Goes on until it is told, or broken off. */
function slowMeasure() {
  const begun: { done(): void }[] = [];
  const measure = (signal: AbortSignal) =>
    new Promise<Measurement>((resolve, reject) => {
      begun.push({ done: () => resolve(measurement) });
      signal.addEventListener('abort', () => reject(new Error('broken off')), { once: true });
    });
  return { begun, measure };
}

test('waits for a quiet time, gives way, and begins again', async () => {
  const { clock, idle, queue } = watched();
  const { begun, measure } = slowMeasure();
  queue(1);
  const result = whenIdle(idle, terms(clock), never)(measure);
  await clock.pass(500);
  expect(begun.length).toBe(0);
  queue(0);
  await clock.pass(99);
  expect(begun.length).toBe(0);
  await clock.pass(1);
  expect(begun.length).toBe(1);
  queue(2);
  queue(1, 'other');
  queue(0);
  await clock.pass(200);
  expect(begun.length).toBe(1);
  queue(0, 'other');
  await clock.pass(100);
  expect(begun.length).toBe(2);
  begun[1]?.done();
  expect(await result).toBe(measurement);
});

test('ends with the service, while it waits and while it measures', async () => {
  const { clock, idle } = watched();
  const { begun, measure } = slowMeasure();
  const leaving = [new AbortController(), new AbortController()];
  const results = leaving.map(({ signal }) =>
    whenIdle(idle, terms(clock), signal)(measure).catch((error: unknown) => error),
  );
  leaving[0]?.abort('stopped');
  expect(await results[0]).toBe('stopped');
  await clock.pass(100);
  expect(begun.length).toBe(1);
  leaving[1]?.abort('stopped');
  expect(await results[1]).toBe('stopped');
});

test('waits while something else keeps the machine busy', async () => {
  const { clock, idle } = watched();
  const { begun, measure } = slowMeasure();
  const result = whenIdle(idle, terms(clock, 100, [false, false, true]), never)(measure);
  for (const count of [0, 0, 1]) {
    await clock.pass(100);
    expect(begun.length).toBe(count);
  }
  begun[0]?.done();
  expect(await result).toBe(measurement);
});

test('gives up on a machine that is never idle for long enough; another failure is told at once', async () => {
  const { clock, idle, queue } = watched();
  const { begun, measure } = slowMeasure();
  const result = whenIdle(idle, terms(clock), never)(measure).catch((error: unknown) => error);
  for (let count = 0; count < 21; count += 1) {
    await clock.pass(100);
    queue(1);
    queue(0);
    await clock.pass(0);
  }
  expect(await result).toMatchObject({ code: 'engine_start_failed' });
  expect(begun.length).toBe(21);
  await clock.pass(100);
  const broken = new Error('no engine');
  await expect(whenIdle(idle, terms(clock, 0), never)(() => Promise.reject(broken))).rejects.toBe(broken);
});
