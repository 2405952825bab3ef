// In: headers as SDKs send them, and others. Out: seconds become milliseconds; what is no time is none.
import { expect, test } from 'vitest';
import { readPatienceMs } from './read-patience.ts';

test.each<readonly [Record<string, string>, number | null]>([
  [{}, null],
  [{ 'X-Stainless-Timeout': '600' }, 600_000],
  [{ 'x-stainless-read-timeout': '0.5' }, 500],
  [{ 'x-stainless-timeout': '60', 'x-stainless-read-timeout': '20' }, 20_000],
  // Node's SDK cuts the seconds: less than one is told as none.
  [{ 'x-stainless-timeout': '0' }, null],
  [{ 'x-stainless-timeout': 'NOT_GIVEN', 'x-stainless-read-timeout': '9' }, 9000],
  [{ 'x-stainless-timeout': 'Infinity' }, null],
  [{ 'x-stainless-timeout': '' }, null],
  [{ 'x-stainless-timeout': '-1' }, null],
])('%j: %j ms', (headers, patienceMs) => {
  expect(readPatienceMs(new Headers(headers))).toBe(patienceMs);
});
