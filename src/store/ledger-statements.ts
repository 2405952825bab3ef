// In: a connection, and whose rows it writes. Out: the three writes of the ledger, compiled once: the SQL is always the same, only its
// parameters change. Knows no order and no failure.
import type { LedgerClosing, LedgerOpening } from '../contract/ledger.ts';
import type { Connection } from './connection.ts';
import { queries } from './tables.ts';

export interface LedgerStatements {
  /** A row that is there stays as it is. */
  open(opening: LedgerOpening): void;
  /** Only an open row is closed. */
  close(requestId: string, closing: LedgerClosing): void;
  /** As `open` and then `close`. */
  openAndClose(opening: LedgerOpening, closing: LedgerClosing): void;
}

export function ledgerStatements(connection: Connection, owner: string): LedgerStatements {
  const opened = openedColumns(anOpening, owner);
  const closed = closedColumns(aClosing);
  const insert = queries.insertInto('ledger');
  const open = connection.prepare(
    insert.values({ ...opened, outcome: 'open' }).onConflict((conflict) => conflict.column('request_id').doNothing()),
  );
  const close = connection.prepare(
    queries.updateTable('ledger').set(closed).where('request_id', '=', '').where('outcome', '=', 'open'),
  );
  const openAndClose = connection.prepare(
    insert
      .values({ ...opened, ...closed })
      .onConflict((conflict) => conflict.column('request_id').doUpdateSet(closed).where('ledger.outcome', '=', 'open')),
  );
  return {
    open: (opening) => open([...Object.values(openedColumns(opening, owner)), 'open']),
    close: (requestId, closing) => close([...Object.values(closedColumns(closing)), requestId, 'open']),
    openAndClose: (opening, closing) => {
      const values = Object.values(closedColumns(closing));
      openAndClose([...Object.values(openedColumns(opening, owner)), ...values, ...values, 'open']);
    },
  };
}

/** In the order of the columns: the statements are compiled from the same functions that give their parameters. */
function openedColumns({ requestId, keyId, partition, operation, openedAtMs }: LedgerOpening, owner: string) {
  return {
    request_id: requestId,
    owner,
    key_id: keyId,
    partition,
    operation,
    opened_at_ms: Math.round(openedAtMs),
  };
}

function closedColumns({ usage, ...closing }: LedgerClosing) {
  return {
    outcome: closing.outcome,
    fault_code: closing.faultCode,
    deployment: closing.deployment,
    model_id: closing.modelId,
    is_stream: closing.isStream ? 1 : 0,
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    cached_tokens: usage.cachedTokens,
    cost_usd: closing.costUsd,
    first_text_after_ms: closing.firstTextAfterMs,
    closed_at_ms: Math.round(closing.closedAtMs),
    end_user: closing.endUser,
  };
}

/** For the compiler, which looks at the columns only. */
const anOpening: LedgerOpening = { requestId: '', keyId: '', partition: '', operation: '', openedAtMs: 0 };
const aClosing: LedgerClosing = {
  outcome: 'done',
  faultCode: null,
  deployment: null,
  modelId: null,
  isStream: false,
  usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0 },
  costUsd: 0,
  firstTextAfterMs: null,
  closedAtMs: 0,
  endUser: null,
};
