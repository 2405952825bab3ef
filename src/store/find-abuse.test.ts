// In: request counts. Out: who stands out and who does not; a key is the sum of its end users; nobody stands out from nobody.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAbuse, type RequestCount } from './find-abuse.ts';

function count(keyId: string, flaggedCount: number, totalCount: number, endUser: string | null = null): RequestCount {
  return { keyId, endUser, flaggedCount, totalCount };
}

const outstanding = (counts: readonly RequestCount[]) =>
  findAbuse(counts)
    .filter(({ standsOut }) => standsOut)
    .map(({ keyId, endUser }) => endUser ?? keyId);

describe('who stands out', () => {
  test('one whose share is far above everybody else’s', () => {
    expect(outstanding([count('bad', 30, 100), count('good', 10, 1000), count('other', 5, 900)])).toEqual(['bad']);
  });
  test('nobody among equals, however many were flagged', () => {
    expect(outstanding([count('one', 300, 1000), count('two', 310, 1000), count('three', 290, 1000)])).toEqual([]);
  });
  test('nobody with fewer than five flagged, though the share is 1', () => {
    expect(outstanding([count('new', 4, 4), count('good', 0, 100_000)])).toEqual([]);
    expect(outstanding([count('new', 5, 5), count('good', 0, 100_000)])).toEqual(['new']);
  });
  test('nobody whose few flagged requests may be chance', () => {
    expect(outstanding([count('one', 5, 1000), count('good', 20, 10_000)])).toEqual([]);
  });
  test('nobody from nobody, and nobody from a handful', () => {
    expect(outstanding([count('only', 900, 1000)])).toEqual([]);
    expect(outstanding([count('one', 6, 20), count('two', 0, 3)])).toEqual([]);
  });
  test('an end user, beside whom the other users of the key do not', () => {
    const users = [count('app', 40, 100, 'ada'), count('app', 4, 1000, 'bob'), count('app', 3, 900)];
    expect(outstanding([...users, count('web', 30, 2000)])).toEqual(['ada']);
  });
});

test('a row tells counts, share and bounds; keys without findings have none', () => {
  const rows = findAbuse([count('app', 5, 50, 'ada'), count('app', 1, 10), count('quiet', 0, 40)]);
  expect(
    rows.map(({ keyId, endUser, flaggedCount, totalCount }) => [keyId, endUser, flaggedCount, totalCount]),
  ).toEqual([
    ['app', null, 6, 60],
    ['app', 'ada', 5, 50],
  ]);
  expect(rows[0]?.share).toBeCloseTo(0.1);
  expect(rows[0]?.threshold).toBeCloseTo(3 / 42);
});

test('any counts: sums of keys, bounds in order, who stands out comes first', () => {
  const counts = fc.uniqueArray(
    fc
      .record({
        keyId: fc.constantFrom('a', 'b', 'c'),
        endUser: fc.constantFrom(null, 'x', 'y'),
        flaggedCount: fc.nat(100),
        further: fc.nat(10_000),
      })
      .map(({ further, ...rest }) => ({ ...rest, totalCount: rest.flaggedCount + further + 1 })),
    { selector: ({ keyId, endUser }) => `${keyId} ${endUser}` },
  );
  fc.assert(
    fc.property(counts, (all) => {
      const rows = findAbuse(all);
      for (const row of rows.filter(({ endUser }) => endUser === null)) {
        const own = all.filter(({ keyId }) => keyId === row.keyId);
        expect(row.totalCount).toBe(own.reduce((sum, { totalCount }) => sum + totalCount, 0));
      }
      for (const row of rows) expect(row.shareLowerBound).toBeLessThanOrEqual(row.share);
      const flags = rows.map(({ standsOut }) => standsOut);
      expect(flags).toEqual([...flags].sort((one, other) => Number(other) - Number(one)));
    }),
  );
});
