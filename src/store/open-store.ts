// In: where the database lies. Out: the store: the ledger to write and its rows to read, the registry of policies and blocklists,
// the audit trail. Rows that a dead process left open are `lost` from then on.
import type { Clock } from '../base/clock.ts';
import type { Fault } from '../contract/fault.ts';
import type { Ledger, LedgerRow } from '../contract/ledger.ts';
import type { SafetyRegistry } from '../contract/safety.ts';
import type { SafetyAudit } from '../contract/safety-audit.ts';
import { Connection, inMemory } from './connection.ts';
import { ledgerRow } from './ledger-row.ts';
import { LedgerWriter } from './ledger-writer.ts';
import { createLogMover } from './log-mover.ts';
import { migrate } from './migrate.ts';
import { liveOwners, type OwnerLock, takeOwnerLock } from './owner-lock.ts';
import { type SafetyAuditSettings, StoredSafetyAudit } from './safety-audit.ts';
import { type SafetyRegistrySettings, StoredSafetyRegistry } from './safety-registry.ts';
import { storeFault } from './store-fault.ts';
import { queries } from './tables.ts';

export interface StoreSettings {
  /** Of the database file, or `:memory:`. */
  readonly path: string;
  readonly clock: Pick<Clock, 'nowMs' | 'after'>;
  /** Told of every write that failed; the request goes on. */
  readonly onError?: (fault: Fault) => void;
}

type Outcome = LedgerRow['outcome'];

export interface Store {
  readonly ledger: Ledger;
  /** Newest first. */
  recentRows(limit: number): readonly LedgerRow[];
  rowByRequestId(requestId: string): LedgerRow | null;
  countByOutcome(): Readonly<Record<Outcome, number>>;
  /** Once for a service: it keeps in memory what it alone writes. */
  openSafetyRegistry(settings: SafetyRegistrySettings): SafetyRegistry;
  /** Once for a service. */
  openSafetyAudit(settings: Omit<SafetyAuditSettings, 'onError' | 'writeLedger'>): SafetyAudit;
  close(): void;
}

const memoryLock: OwnerLock = { owner: 'memory', release: () => {} };

function markLost(connection: Connection, owners: readonly string[], nowMs: number): void {
  const lost = queries
    .updateTable('ledger')
    .set({ outcome: 'lost', closed_at_ms: Math.round(nowMs) })
    .where('outcome', '=', 'open');
  connection.run(owners.length === 0 ? lost : lost.where('owner', 'not in', owners));
}

function readStore(connection: Connection): Pick<Store, 'recentRows' | 'rowByRequestId' | 'countByOutcome'> {
  const rows = queries.selectFrom('ledger').selectAll();
  const counts = queries.selectFrom('ledger').select(['outcome', (build) => build.fn.countAll<number>().as('count')]);
  return {
    recentRows: (limit) =>
      connection
        .all(
          rows
            .orderBy('opened_at_ms', 'desc')
            .orderBy('sequence', 'desc')
            .limit(Math.max(0, Math.floor(limit))),
        )
        .map(ledgerRow),
    rowByRequestId: (requestId) => connection.all(rows.where('request_id', '=', requestId)).map(ledgerRow)[0] ?? null,
    countByOutcome: () => {
      const counted: Record<Outcome, number> = { open: 0, done: 0, aborted: 0, faulted: 0, lost: 0 };
      for (const { outcome, count } of connection.all(counts.groupBy('outcome'))) counted[outcome] = count;
      return counted;
    },
  };
}

function asFaults<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storeFault(error, path);
  }
}

export function openStore({ path, clock, onError = (fault) => process.emitWarning(fault) }: StoreSettings): Store {
  return asFaults(path, () => {
    const connection = new Connection(path);
    let lock = memoryLock;
    try {
      migrate(connection);
      connection.transaction(() => {
        const owners = path === inMemory ? [] : liveOwners(path);
        markLost(connection, owners, clock.nowMs());
        if (path !== inMemory) lock = takeOwnerLock(path);
      });
      connection.shortenWaits();
    } catch (error) {
      lock.release();
      connection.close();
      throw error;
    }
    const mover = path === inMemory ? null : createLogMover(connection, onError);
    const afterCommit = () => mover?.move() ?? null;
    const writer = new LedgerWriter(connection, { owner: lock.owner, clock, onError, afterCommit });
    const reads = readStore(connection);
    const audits: StoredSafetyAudit[] = [];
    const afterWrites = <Result>(read: () => Result): Result => {
      writer.flush();
      return asFaults(path, read);
    };
    return {
      ledger: writer,
      recentRows: (limit) => afterWrites(() => reads.recentRows(limit)),
      rowByRequestId: (requestId) => afterWrites(() => reads.rowByRequestId(requestId)),
      countByOutcome: () => afterWrites(() => reads.countByOutcome()),
      openSafetyRegistry: (settings) => asFaults(path, () => new StoredSafetyRegistry(connection, settings)),
      openSafetyAudit: (settings) => {
        const audit = new StoredSafetyAudit(connection, { ...settings, onError, writeLedger: () => writer.flush() });
        audits.push(audit);
        return audit;
      },
      close: () => {
        writer.end();
        mover?.stop();
        for (const audit of audits) audit.close();
        connection.close();
        lock.release();
      },
    };
  });
}
