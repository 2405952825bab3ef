// In: a transfer's steps. Out: its pace over the last seconds.
import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { TransferRate } from './progress.ts';

test('rate and remaining time follow the last seconds', () => {
  const rate = new TransferRate(5000);
  expect(rate.add(0, 1000, 0)).toEqual({ bytesPerSecond: 0, remainingMs: null });
  expect(rate.add(100, 1000, 1000)).toEqual({ bytesPerSecond: 100, remainingMs: 9000 });
  for (let second = 2; second <= 20; second += 1) rate.add(100, 1000, second * 1000);
  expect(rate.add(100, 1000, 21_000).remainingMs).toBeNull();
  expect(rate.add(600, null, 22_000)).toMatchObject({ remainingMs: null });
});

test('bytes in words', () => {
  expect([500, 98_362_432, 1_117_320_768, 24e9].map(formatBytes)).toEqual(['1 kB', '98 MB', '1.1 GB', '24 GB']);
});
