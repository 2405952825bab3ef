// In: openings and closings of requests. Out: exactly one row each, written a moment later, all that came meanwhile in one commit. A disk that
// fails takes no request down: what could not be written waits, the fault is reported. Knows no SQL.
import type { Clock } from '../base/clock.ts';
import { Fault } from '../contract/fault.ts';
import type { Ledger, LedgerClosing, LedgerOpening } from '../contract/ledger.ts';
import type { Connection } from './connection.ts';
import { type LedgerStatements, ledgerStatements } from './ledger-statements.ts';
import { isTransient, storeFault } from './store-fault.ts';

export interface LedgerWriterSettings {
  readonly owner: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly onError: (fault: Fault) => void;
  /** Called behind each commit. While a promise of it is pending, what can wait waits. */
  readonly afterCommit?: () => Promise<void> | null;
}

/** What comes together is written together: a commit costs as much as many rows, and a request that ends within this time is one row written once. */
const writeAfterMs = 25;
/** Each attempt on a locked file stops all streams while it waits for the lock. */
const tryAgainAfterMs = 1000;
const mostWaiting = 10_000;
const givenUpAtOnce = 100;

/** One of the two may be null. */
interface Write {
  readonly requestId: string;
  readonly opening: LedgerOpening | null;
  closing: LedgerClosing | null;
}

export class LedgerWriter implements Ledger {
  readonly #connection: Connection;
  readonly #settings: LedgerWriterSettings;
  readonly #statements: LedgerStatements;
  /** In the order of the calls, but that a closing stands with its opening where that waits too: a row's opening is never behind its closing. */
  #waiting: Write[] = [];
  /** Of those that wait: openings without a closing. */
  readonly #opened = new Map<string, Write>();
  /** Not null while a write is to come; there is always one to come while something waits, the store is open and nothing holds it. */
  #cancelWrite: (() => void) | null = null;
  #isClosed = false;
  #isHeld = false;

  constructor(connection: Connection, settings: LedgerWriterSettings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#statements = ledgerStatements(connection, settings.owner);
  }

  open(opening: LedgerOpening): void {
    const { requestId } = opening;
    if (this.#opened.has(requestId)) return;
    const write = { requestId, opening, closing: null };
    this.#opened.set(requestId, write);
    this.#add(write);
  }

  close(requestId: string, closing: LedgerClosing): void {
    const opened = this.#opened.get(requestId);
    if (opened === undefined) this.#add({ requestId, opening: null, closing });
    else {
      opened.closing = closing;
      this.#opened.delete(requestId);
    }
  }

  /** Writes what waits. Call it before anything is read. */
  flush(): void {
    this.#cancelWrite?.();
    this.#cancelWrite = null;
    if (this.#waiting.length === 0) return;
    const refusals: unknown[] = [];
    try {
      this.#connection.transaction(() => {
        for (const write of this.#waiting) this.#write(write, refusals);
      });
    } catch (error) {
      this.#report(error);
      if (isTransient(error)) {
        this.#writeLater(tryAgainAfterMs);
        return;
      }
    }
    this.#waiting = [];
    this.#opened.clear();
    for (const refusal of refusals) this.#report(refusal);
    this.#hold();
  }

  /** Writes what waits; what comes later is reported as not written. */
  end(): void {
    this.#isClosed = true;
    this.flush();
  }

  /** What can never be written stands in nobody's way. */
  #write({ requestId, opening, closing }: Write, refusals: unknown[]): void {
    try {
      if (opening === null) {
        if (closing !== null) this.#statements.close(requestId, closing);
      } else if (closing === null) this.#statements.open(opening);
      else this.#statements.openAndClose(opening, closing);
    } catch (error) {
      if (isTransient(error)) throw error;
      refusals.push(error);
      // A request whose end cannot be written down was made all the same.
      if (opening !== null && closing !== null) this.#write({ requestId, opening, closing: null }, refusals);
    }
  }

  #add(write: Write): void {
    if (this.#waiting.length >= mostWaiting) this.#giveUpOldest();
    this.#waiting.push(write);
    if (this.#isClosed) this.flush();
    else this.#writeLater(writeAfterMs);
  }

  #giveUpOldest(): void {
    for (const { requestId } of this.#waiting.splice(0, givenUpAtOnce)) this.#opened.delete(requestId);
    const message = `${givenUpAtOnce} entries could not be written to the ledger ${this.#connection.path} and are given up.`;
    this.#settings.onError(new Fault('store_failed', message));
  }

  #writeLater(afterMs: number): void {
    if (this.#isClosed || this.#isHeld) return;
    this.#cancelWrite ??= this.#settings.clock.after(afterMs, () => {
      this.#cancelWrite = null;
      this.flush();
    });
  }

  #hold(): void {
    const released = this.#isClosed ? null : (this.#settings.afterCommit?.() ?? null);
    if (released === null) return;
    this.#isHeld = true;
    void released.then(() => {
      this.#isHeld = false;
      if (this.#waiting.length > 0) this.#writeLater(0);
    });
  }

  #report(error: unknown): void {
    this.#settings.onError(storeFault(error, this.#connection.path));
  }
}
