// In: how many requests each key and end user made, and how many of them were flagged. Out: those with flagged ones, and whether their share
// stands out from everybody else's. Pure.
import { wilsonInterval } from '../base/wilson-interval.ts';
import type { AbuseRow } from '../contract/safety-audit.ts';

export interface RequestCount {
  readonly keyId: string;
  readonly endUser: string | null;
  readonly flaggedCount: number;
  readonly totalCount: number;
}

const leastFlagged = 5;
const timesOthers = 3;
const mostRows = 1000;

/** `counts` has one entry for each key and end user, and one for a key's requests without an end user. */
export function findAbuse(counts: readonly RequestCount[]): readonly AbuseRow[] {
  const all = counts.reduce(addCounts, { flaggedCount: 0, totalCount: 0 });
  const keys = new Map<string, RequestCount>();
  for (const count of counts) {
    const known = keys.get(count.keyId) ?? { keyId: count.keyId, endUser: null, flaggedCount: 0, totalCount: 0 };
    keys.set(count.keyId, { ...known, ...addCounts(known, count) });
  }
  const users = counts.filter(({ endUser }) => endUser !== null);
  return [...keys.values(), ...users]
    .filter(({ flaggedCount }) => flaggedCount > 0)
    .map((count) => abuseRow(count, all))
    .sort(
      (one, other) =>
        Number(other.standsOut) - Number(one.standsOut) ||
        other.shareLowerBound - one.shareLowerBound ||
        order(one, other),
    )
    .slice(0, mostRows);
}

type Counts = Pick<RequestCount, 'flaggedCount' | 'totalCount'>;

function addCounts(one: Counts, other: Counts): Counts {
  return {
    flaggedCount: one.flaggedCount + other.flaggedCount,
    totalCount: one.totalCount + other.totalCount,
  };
}

function abuseRow({ keyId, endUser, flaggedCount, totalCount }: RequestCount, all: Counts): AbuseRow {
  const shareLowerBound = wilsonInterval(flaggedCount, totalCount).lower;
  // One more of two more: nobody stands out from nobody, nor from a handful of requests without a finding.
  const othersShare = (all.flaggedCount - flaggedCount + 1) / (all.totalCount - totalCount + 2);
  const threshold = timesOthers * othersShare;
  const standsOut = flaggedCount >= leastFlagged && shareLowerBound > threshold;
  return {
    keyId,
    endUser,
    flaggedCount,
    totalCount,
    share: flaggedCount / totalCount,
    shareLowerBound,
    threshold,
    standsOut,
  };
}

/** A key before its end users, so that the order is always the same. */
function order(one: AbuseRow, other: AbuseRow): number {
  return one.keyId.localeCompare(other.keyId) || (one.endUser ?? '').localeCompare(other.endUser ?? '');
}
