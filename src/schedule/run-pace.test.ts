// In: how long runs took. Out: when the next ones start: behind the slots, behind those before them, behind the prompt that is being read.
import { expect, test } from 'vitest';
import { type HeldFacts, RunPace, retryAfterMs } from './run-pace.ts';

const idle = { freeCount: 0, held: [], readingForMs: null };

/** Answers of ten tokens. */
function paceOf(tokenMs: number, readMs: number): RunPace {
  const pace = new RunPace();
  pace.wrote(tokenMs * 10, 10);
  pace.read(readMs);
  return pace;
}

function writing(writtenTokens: number, mostTokens: number | null = null): HeldFacts {
  return { soFarMs: 5000, isTold: true, writtenTokens, mostTokens };
}

test('nothing is known before the first run has ended', () => {
  const pace = new RunPace();
  pace.read(10);
  expect(pace.startsInMs(0, { ...idle, held: [writing(1)] })).toBeNull();
  expect(retryAfterMs(null, 3)).toBe(3000);
});

test('a free slot is there at once, and once only', () => {
  const pace = paceOf(100, 0);
  expect(pace.startsInMs(0, { ...idle, freeCount: 1 })).toBe(0);
  expect(pace.startsInMs(1, { ...idle, freeCount: 1 })).toBe(1000);
  expect(pace.startsInMs(3, { ...idle, freeCount: 2 })).toBe(1000);
});

test('a slot is free when its answer is as long as they mostly are; one that is longer goes on for a while', () => {
  const pace = paceOf(100, 0);
  expect(pace.startsInMs(0, { ...idle, held: [writing(1), writing(7)] })).toBe(300);
  expect(pace.startsInMs(1, { ...idle, held: [writing(1), writing(7)] })).toBe(900);
  expect(pace.startsInMs(2, { ...idle, held: [writing(1), writing(7)] })).toBe(1300);
  expect(pace.startsInMs(0, { ...idle, held: [writing(50)] })).toBe(500);
});

test('no answer is longer than it may be', () => {
  const pace = paceOf(100, 0);
  expect(pace.startsInMs(0, { ...idle, held: [writing(1, 3)] })).toBe(200);
  expect(pace.startsInMs(0, { ...idle, held: [writing(50, 52)] })).toBe(200);
  expect(pace.startsInMs(0, { ...idle, held: [writing(4, 4)] })).toBe(0);
  expect(pace.startsInMs(0, { ...idle, held: [writing(5, 4)] })).toBe(0);
  expect(pace.startsInMs(0, { ...idle, held: [writing(1, 500)] })).toBe(900);
});

test('a prompt is read before its answer is written, in the time that they take', () => {
  const pace = paceOf(100, 400);
  const reading = (soFarMs: number) => ({ soFarMs, isTold: false, writtenTokens: 0, mostTokens: 2 });
  expect(pace.startsInMs(0, { ...idle, held: [reading(0)] })).toBe(600);
  expect(pace.startsInMs(0, { ...idle, held: [reading(-50)] })).toBe(600);
  expect(pace.startsInMs(0, { ...idle, held: [reading(300)] })).toBe(300);
  expect(pace.startsInMs(0, { ...idle, held: [reading(3000)] })).toBe(200);
});

test('prompts are read one after the other', () => {
  const pace = paceOf(80, 200);
  const free = { freeCount: 3, held: [] };
  expect(pace.startsInMs(0, { ...free, readingForMs: 50 })).toBe(150);
  expect(pace.startsInMs(1, { ...free, readingForMs: 50 })).toBe(350);
  expect(pace.startsInMs(0, { ...free, readingForMs: 900 })).toBe(0);
  expect(pace.startsInMs(1, { ...free, readingForMs: null })).toBe(200);
});

test('answers without text hold a slot as long as their prompts', () => {
  const pace = new RunPace();
  pace.read(300);
  pace.wrote(0, 0);
  expect(pace.startsInMs(1, { ...idle, freeCount: 1 })).toBe(300);
});

test('new readings count for more than old ones, and limits hold', () => {
  const pace = paceOf(1000, 0);
  for (let count = 0; count < 30; count += 1) pace.wrote(100, 1);
  expect(pace.startsInMs(1, { ...idle, freeCount: 1 })).toBeLessThan(120);
  expect(retryAfterMs(0)).toBe(100);
  expect(retryAfterMs(1e9)).toBe(60_000);
});
