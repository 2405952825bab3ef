// In: openings and closings of requests. Out: exactly one row each. A disk that fails takes no request down: the write waits for
// the next one and the fault is reported.
import type { Compilable } from 'kysely';
import type { Fault } from '../contract/fault.ts';
import type { Ledger, LedgerClosing, LedgerOpening } from '../contract/ledger.ts';
import type { Connection } from './connection.ts';
import { isTransient, storeFault } from './store-fault.ts';
import { queries } from './tables.ts';

const maxWaitingWrites = 10_000;

export class LedgerWriter implements Ledger {
  readonly #connection: Connection;
  readonly #owner: string;
  readonly #onError: (fault: Fault) => void;
  /** In the order of the calls: a row's opening is never behind its closing. */
  readonly #waiting: Compilable[] = [];

  constructor(connection: Connection, owner: string, onError: (fault: Fault) => void) {
    this.#connection = connection;
    this.#owner = owner;
    this.#onError = onError;
  }

  open(opening: LedgerOpening): void {
    this.#write(
      queries
        .insertInto('ledger')
        .values({
          request_id: opening.requestId,
          owner: this.#owner,
          key_id: opening.keyId,
          partition: opening.partition,
          operation: opening.operation,
          opened_at_ms: Math.round(opening.openedAtMs),
          outcome: 'open',
        })
        .onConflict((conflict) => conflict.column('request_id').doNothing()),
    );
  }

  close(requestId: string, closing: LedgerClosing): void {
    this.#write(
      queries
        .updateTable('ledger')
        .set({
          outcome: closing.outcome,
          fault_code: closing.faultCode,
          deployment: closing.deployment,
          model_id: closing.modelId,
          is_stream: closing.isStream ? 1 : 0,
          prompt_tokens: closing.usage.promptTokens,
          completion_tokens: closing.usage.completionTokens,
          cached_tokens: closing.usage.cachedTokens,
          cost_usd: closing.costUsd,
          first_text_after_ms: closing.firstTextAfterMs,
          closed_at_ms: Math.round(closing.closedAtMs),
          end_user: closing.endUser,
        })
        .where('request_id', '=', requestId)
        .where('outcome', '=', 'open'),
    );
  }

  /** Tries what waits once more. */
  flush(): void {
    for (let write = this.#waiting[0]; write !== undefined; write = this.#waiting[0]) {
      try {
        this.#connection.run(write);
      } catch (error) {
        this.#onError(storeFault(error, this.#connection.path));
        if (isTransient(error)) return;
      }
      this.#waiting.shift();
    }
  }

  #write(write: Compilable): void {
    this.#waiting.push(write);
    if (this.#waiting.length > maxWaitingWrites) this.#waiting.shift();
    this.flush();
  }
}
