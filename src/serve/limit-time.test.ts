// In: limits of all kinds, on a clock of the test. Out: the earlier one ends the request, with its own words; none leaves a timer behind.
import { expect, test } from 'vitest';
import { limitTime } from './limit-time.ts';

function clockAt(nowMs: number) {
  const timers: { readonly durationMs: number; readonly call: () => void }[] = [];
  const clock = {
    nowMs: () => nowMs,
    after: (durationMs: number, call: () => void) => {
      const timer = { durationMs, call };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  };
  return { clock, timers };
}

test('without a limit there is no timer, and the signal is the client’s', () => {
  const { clock, timers } = clockAt(0);
  const { signal } = new AbortController();
  const limits = { begunMs: 0, answerMs: null, patienceMs: null, isStream: false };
  expect(limitTime(limits, signal, clock)).toEqual({ wantedUntilMs: null, signal });
  expect(timers).toEqual([]);
});

test.each([
  [{ answerMs: 5000, patienceMs: null }, 5000, 5000, /took longer than it may: 5 s/],
  // Its own time-out comes first, and tells its program more than a status would.
  [{ answerMs: 5000, patienceMs: 2000 }, 2000, 3000, /client waits no longer: 2 s/],
  [{ answerMs: 2500, patienceMs: 2000 }, 2000, 2500, /client waits no longer: 2 s/],
  [{ answerMs: 1000, patienceMs: 2000 }, 1000, 1000, /took longer than it may: 1 s/],
])('%j', (limits, longestMs, endMs, words) => {
  const { clock, timers } = clockAt(10_100);
  const client = new AbortController();
  const { wantedUntilMs, signal } = limitTime({ begunMs: 10_000, isStream: false, ...limits }, client.signal, clock);
  expect(wantedUntilMs).toBe(10_000 + longestMs);
  expect(timers[0]?.durationMs).toBe(endMs - 100);
  timers[0]?.call();
  expect(signal.reason).toMatchObject({ code: 'request_timeout', message: expect.stringMatching(words) });
  expect(client.signal.aborted).toBe(false);
});

test('the client of a stream has no need of patience', () => {
  const { clock, timers } = clockAt(0);
  const { signal } = new AbortController();
  const limits = { begunMs: 0, answerMs: null, patienceMs: 2000, isStream: true };
  expect(limitTime(limits, signal, clock)).toEqual({ wantedUntilMs: null, signal });
  expect(timers).toEqual([]);
});

test('who is late already is told at once; who leaves takes the timer along', () => {
  const { clock, timers } = clockAt(9000);
  const client = new AbortController();
  const { signal } = limitTime({ begunMs: 0, answerMs: 1000, patienceMs: null, isStream: false }, client.signal, clock);
  expect(timers[0]?.durationMs).toBe(0);
  client.abort('left');
  expect(timers).toEqual([]);
  expect(signal.reason).toBe('left');
  limitTime({ begunMs: 0, answerMs: 1000, patienceMs: null, isStream: false }, client.signal, clock);
  expect(timers).toEqual([]);
});
