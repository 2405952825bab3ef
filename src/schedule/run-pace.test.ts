// In: how long runs took. Out: when the next ones start: behind the slots, behind those before them, behind the prompt that is being read.
import { expect, test } from 'vitest';
import { RunPace, retryAfterMs } from './run-pace.ts';

const idle = { freeCount: 0, heldForMs: [], readingForMs: null };

function paceOf(heldMs: number, readMs: number): RunPace {
  const pace = new RunPace();
  pace.held(heldMs);
  pace.read(readMs);
  return pace;
}

test('nothing is known before the first run has ended', () => {
  const pace = new RunPace();
  pace.read(10);
  expect(pace.startsInMs(0, { ...idle, heldForMs: [5] })).toBeNull();
  expect(retryAfterMs(null, 3)).toBe(3000);
});

test('a free slot is there at once, and once only', () => {
  const pace = paceOf(1000, 0);
  expect(pace.startsInMs(0, { ...idle, freeCount: 1 })).toBe(0);
  expect(pace.startsInMs(1, { ...idle, freeCount: 1 })).toBe(1000);
  expect(pace.startsInMs(3, { ...idle, freeCount: 2 })).toBe(1000);
});

test('a slot is free when its run has had it as long as runs do; one that has it longer keeps it a while', () => {
  const pace = paceOf(1000, 0);
  expect(pace.startsInMs(0, { ...idle, heldForMs: [100, 700] })).toBe(300);
  expect(pace.startsInMs(1, { ...idle, heldForMs: [100, 700] })).toBe(900);
  expect(pace.startsInMs(2, { ...idle, heldForMs: [100, 700] })).toBe(1300);
  expect(pace.startsInMs(0, { ...idle, heldForMs: [5000] })).toBe(500);
  expect(pace.startsInMs(0, { ...idle, heldForMs: [-50] })).toBe(1000);
});

test('prompts are read one after the other', () => {
  const pace = paceOf(1000, 200);
  const free = { freeCount: 3, heldForMs: [] };
  expect(pace.startsInMs(0, { ...free, readingForMs: 50 })).toBe(150);
  expect(pace.startsInMs(1, { ...free, readingForMs: 50 })).toBe(350);
  expect(pace.startsInMs(0, { ...free, readingForMs: 900 })).toBe(0);
  expect(pace.startsInMs(1, { ...free, readingForMs: null })).toBe(200);
});

test('new readings count for more than old ones, and limits hold', () => {
  const pace = paceOf(10_000, 0);
  for (let count = 0; count < 30; count += 1) pace.held(100);
  expect(pace.startsInMs(0, { ...idle, heldForMs: [0] })).toBeLessThan(120);
  expect(retryAfterMs(0)).toBe(100);
  expect(retryAfterMs(1e9)).toBe(60_000);
});
