// In: a span of time. Out: how many requests each key and end user made in it, and how many of them were flagged. A long ledger is gone through in
// stretches, between which everybody else has a turn. Judges nothing.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Selectable } from 'kysely';
import { screenedOperations } from '../contract/safety-audit.ts';
import type { Connection } from './connection.ts';
import type { RequestCount } from './find-abuse.ts';
import { type LedgerTable, queries } from './tables.ts';

const rowsAtOnce = 20_000;

/** Of screened operations that have ended, opened from `sinceMs` on and before `nowMs`. */
export async function countRequests(
  connection: Connection,
  sinceMs: number,
  nowMs: number,
): Promise<readonly RequestCount[]> {
  const counts = new Map<string, RequestCount>();
  const add = (rows: readonly CountedRow[], name: 'flaggedCount' | 'totalCount'): void => {
    for (const { key_id: keyId, end_user: endUser, count } of rows) {
      const party = JSON.stringify([keyId, endUser]);
      const known = counts.get(party) ?? { keyId, endUser, flaggedCount: 0, totalCount: 0 };
      counts.set(party, { ...known, [name]: known[name] + count });
    }
  };
  const ended = selectEnded(sinceMs, nowMs);
  // First these: what ends between the stretches is then in the total only, and no share is above 1.
  add(connection.all(ended.where('request_id', 'in', selectFlagged(sinceMs))), 'flaggedCount');
  const [bounds] = connection.all(selectBounds(sinceMs));
  for (let from = bounds?.first ?? 1; from <= (bounds?.last ?? 0); from += rowsAtOnce) {
    await nextTurn();
    add(connection.all(ended.where('sequence', '>=', from).where('sequence', '<', from + rowsAtOnce)), 'totalCount');
  }
  return [...counts.values()];
}

interface CountedRow extends Pick<Selectable<LedgerTable>, 'key_id' | 'end_user'> {
  readonly count: number;
}

function selectEnded(sinceMs: number, nowMs: number) {
  return queries
    .selectFrom('ledger')
    .select(({ fn }) => ['key_id', 'end_user', fn.countAll<number>().as('count')])
    .where('opened_at_ms', '>=', sinceMs)
    .where('opened_at_ms', '<', nowMs)
    .where('outcome', '!=', 'open')
    .where('operation', 'in', screenedOperations)
    .groupBy(['key_id', 'end_user']);
}

/** An item that somebody called wrong counts for nothing. */
function selectFlagged(sinceMs: number) {
  return queries
    .selectFrom('safety_items')
    .select('safety_items.request_id')
    .where('at_ms', '>=', sinceMs)
    .where('is_suspect', '=', 1)
    .where((build) => build.or([build('label', 'is', null), build('label', '=', 'right')]));
}

/** Of the rows in question, and of others between them. */
function selectBounds(sinceMs: number) {
  return queries
    .selectFrom('ledger')
    .select(({ fn }) => [fn.min('sequence').as('first'), fn.max('sequence').as('last')])
    .where('opened_at_ms', '>=', sinceMs);
}
