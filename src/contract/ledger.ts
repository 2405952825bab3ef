// In: nothing. Out: the shape of the ledger: one row for each request, whatever its end. Knows no SQL.
import type { Usage } from './piece.ts';

/** What is known when a request is accepted for work. */
export interface LedgerOpening {
  readonly requestId: string;
  readonly keyId: string;
  readonly partition: string;
  /** The operation, such as `chat.completions`. */
  readonly operation: string;
  /** Milliseconds since the epoch. */
  readonly openedAtMs: number;
}

/**
 * `done`: answered in full. `aborted`: the client left. `faulted`: an error was sent, `faultCode` says which.
 */
export type LedgerOutcome = 'done' | 'aborted' | 'faulted';

export interface LedgerClosing {
  readonly outcome: LedgerOutcome;
  readonly faultCode: string | null;
  /** Null when the request failed before a deployment was known. */
  readonly deployment: string | null;
  readonly modelId: string | null;
  readonly isStream: boolean;
  readonly usage: Usage;
  readonly costUsd: number;
  /** Milliseconds from opening to the first text, null when there was none. */
  readonly firstTextAfterMs: number | null;
  readonly closedAtMs: number;
  readonly endUser: string | null;
}

export interface LedgerRow extends LedgerOpening {
  /** `lost`: the service died while the request was open (set at the next start). */
  readonly outcome: LedgerOutcome | 'open' | 'lost';
  readonly faultCode: string | null;
  readonly deployment: string | null;
  readonly modelId: string | null;
  readonly isStream: boolean;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number;
  readonly costUsd: number;
  readonly firstTextAfterMs: number | null;
  readonly closedAtMs: number | null;
  readonly endUser: string | null;
}

export interface Ledger {
  /** The row is written a moment later, and before anybody reads. */
  open(opening: LedgerOpening): void;
  /** Completes the row; a second call for the same request changes nothing. */
  close(requestId: string, closing: LedgerClosing): void;
}
