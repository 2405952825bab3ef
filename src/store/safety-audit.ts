// In: flagged items, and questions about them. Out: the rows, written in batches behind the requests that they tell of; the old ones gone. A
// disk that fails takes no request down: what could not be written is tried again and the fault is reported.
import type { Clock } from '../base/clock.ts';
import { Fault } from '../contract/fault.ts';
import type {
  AbuseRow,
  AuditFilter,
  AuditItem,
  AuditLabel,
  FlaggedItem,
  SafetyAudit,
} from '../contract/safety-audit.ts';
import * as rows from './audit-rows.ts';
import type { Connection } from './connection.ts';
import { countRequests } from './count-requests.ts';
import { findAbuse } from './find-abuse.ts';
import { isTransient, storeFault } from './store-fault.ts';

export interface SafetyAuditSettings {
  readonly clock: Pick<Clock, 'nowMs' | 'after'>;
  /** Older rows are deleted at the start and once a day. */
  readonly keptDays: number;
  readonly onError: (fault: Fault) => void;
  /** What waits to be written there: how many requests a key made is read from it. */
  readonly writeLedger: () => void;
}

const dayMs = 86_400_000;
const writeAfterMs = 100;
/** A statement of so many rows takes about a millisecond. */
const rowsInStatement = 100;
const mostWaiting = 10_000;
const rowsDeletedAtOnce = 1000;
const exportedAtOnce = 200;

export class StoredSafetyAudit implements SafetyAudit {
  readonly #connection: Connection;
  readonly #settings: SafetyAuditSettings;
  /** In the order of the calls, which becomes the order of the rows. */
  #waiting: FlaggedItem[] = [];
  /** Not null while a write is to come; there is always one to come while something waits and the store is open. */
  #cancelWrite: (() => void) | null = null;
  #cancelDeletion: () => void;

  constructor(connection: Connection, settings: SafetyAuditSettings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#cancelDeletion = settings.clock.after(0, () => this.#deleteOld());
  }

  record(item: FlaggedItem): void {
    if (this.#waiting.length >= mostWaiting) {
      this.#waiting = this.#waiting.slice(rowsInStatement);
      const message = `${rowsInStatement} flagged items could not be written to ${this.#connection.path} and are given up.`;
      this.#settings.onError(new Fault('store_failed', message));
    }
    this.#waiting.push(item);
    this.#writeLater(writeAfterMs);
  }

  list({ after, ...filter }: AuditFilter): readonly AuditItem[] {
    return this.#read(() => {
      const before = after === null ? null : this.#row(after).sequence;
      return this.#connection.all(rows.selectItems(filter, before)).map(rows.auditItem);
    });
  }

  label(id: string, label: AuditLabel, keyId: string): AuditItem {
    return this.#read(() => {
      this.#row(id);
      this.#connection.run(rows.updateLabel(id, label, { keyId, atMs: this.#settings.clock.nowMs() }));
      return rows.auditItem(this.#row(id));
    });
  }

  async abuse(sinceMs: number, nowMs: number): Promise<readonly AbuseRow[]> {
    this.#writeAll();
    this.#settings.writeLedger();
    try {
      return findAbuse(await countRequests(this.#connection, sinceMs, nowMs));
    } catch (error) {
      throw storeFault(error, this.#connection.path);
    }
  }

  *exportLabelled(): Generator<AuditItem, undefined> {
    for (let last = 0; ; ) {
      const page = this.#read(() => this.#connection.all(rows.selectLabelled(last, exportedAtOnce)));
      yield* page.map(rows.auditItem);
      if (page.length < exportedAtOnce) return;
      last = page.at(-1)?.sequence ?? last;
    }
  }

  /** Writes what waits; an item that comes later is reported as one that could not be written. */
  close(): void {
    this.#cancelDeletion();
    this.#cancelWrite?.();
    this.#cancelWrite = null;
    this.#writeAll();
  }

  #row(id: string) {
    const [row] = this.#connection.all(rows.selectItem(id));
    if (row === undefined) throw new Fault('not_found', `There is no flagged item '${id}'.`);
    return row;
  }

  #read<Result>(work: () => Result): Result {
    this.#writeAll();
    try {
      return work();
    } catch (error) {
      throw storeFault(error, this.#connection.path);
    }
  }

  #writeAll(): void {
    while (this.#waiting.length > 0 && this.#writeSome());
  }

  #writeLater(afterMs: number): void {
    this.#cancelWrite ??= this.#settings.clock.after(afterMs, () => {
      this.#cancelWrite = null;
      const isWritten = this.#writeSome();
      // Between two stretches whoever else waits has a turn.
      if (this.#waiting.length > 0) this.#writeLater(isWritten ? 0 : writeAfterMs * 10);
    });
  }

  /** False where trying later may help. */
  #writeSome(): boolean {
    const stretch = this.#waiting.slice(0, rowsInStatement);
    if (stretch.length === 0) return true;
    try {
      this.#connection.run(rows.insertItems(stretch));
    } catch (error) {
      this.#settings.onError(storeFault(error, this.#connection.path));
      if (isTransient(error)) return false;
    }
    this.#waiting = this.#waiting.slice(stretch.length);
    return true;
  }

  #deleteOld(): void {
    const { clock, keptDays, onError } = this.#settings;
    let isMoreLeft = false;
    try {
      const beforeMs = clock.nowMs() - keptDays * dayMs;
      this.#connection.run(rows.deleteOlder(beforeMs, rowsDeletedAtOnce));
      isMoreLeft = this.#connection.all(rows.selectOlder(beforeMs)).length > 0;
    } catch (error) {
      onError(storeFault(error, this.#connection.path));
    }
    this.#cancelDeletion = clock.after(isMoreLeft ? 0 : dayMs, () => this.#deleteOld());
  }
}
