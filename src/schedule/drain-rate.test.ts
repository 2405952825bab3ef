// In: ends of runs, in a hurry and without. Out: the wait that is told follows the gaps between ends while others waited, and nothing else.
import { expect, test } from 'vitest';
import { DrainRate } from './drain-rate.ts';

test('a second where nothing is known; then as fast as runs have ended of late', () => {
  const drain = new DrainRate();
  expect(drain.waitMs(1)).toBe(1000);
  drain.ended(0, true);
  drain.ended(400, true);
  expect(drain.waitMs(1)).toBe(400);
  expect(drain.waitMs(3)).toBe(1200);
  for (let nowMs = 600; nowMs <= 10_000; nowMs += 200) drain.ended(nowMs, true);
  expect(drain.waitMs(1)).toBeLessThan(210);
});

test('idle time is no gap, a clock set back is none either, and limits hold', () => {
  const drain = new DrainRate();
  drain.ended(0, true);
  drain.ended(500, true);
  drain.ended(600, false);
  drain.ended(9_000_000, true);
  expect(drain.waitMs(1)).toBeLessThan(501);
  drain.ended(8_000_000, true);
  expect(drain.waitMs(1)).toBeGreaterThan(0);
  expect(drain.waitMs(1_000_000)).toBe(60_000);
  for (let at = 0; at < 100; at += 1) drain.ended(8_000_000, true);
  expect(drain.waitMs(1)).toBe(100);
});
