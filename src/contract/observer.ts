// In: nothing. Out: what the rooms tell about themselves, as events; sinks (log, metrics) decide what becomes of them. Events
// never hold a key, and a text only where it says so.
import type { AttemptEnd, EngineAvailability } from './engine-pool.ts';
import type { LedgerClosing, LedgerOpening } from './ledger.ts';
import type { FoundCategory, ScreenedSource } from './safety.ts';

export type ServiceEvent =
  | { readonly kind: 'request-closed'; readonly opening: LedgerOpening; readonly closing: LedgerClosing }
  /** Every HTTP answer, model request or not. `route` is the pattern, not the path. */
  | {
      readonly kind: 'response-sent';
      readonly requestId: string;
      readonly method: string;
      readonly route: string;
      readonly status: number;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'fault-raised';
      readonly requestId: string | null;
      readonly code: string;
      readonly message: string;
      readonly cause: unknown;
    }
  | {
      readonly kind: 'engine-state';
      readonly engineId: string;
      readonly state: 'starting' | 'ready' | 'died' | 'stopped';
      readonly detail: string;
    }
  | {
      readonly kind: 'queue-changed';
      readonly engineId: string;
      readonly waiting: number;
      readonly running: number;
      readonly slotCount: number;
    }
  /** Of an engine in a pool, whenever it changes. */
  | { readonly kind: 'engine-availability'; readonly engineId: string; readonly availability: EngineAvailability }
  /** Of an engine in a pool: how one request ended there, and when its first piece came, if one did. */
  | {
      readonly kind: 'engine-attempt';
      readonly engineId: string;
      readonly end: AttemptEnd;
      readonly faultCode: string | null;
      readonly firstDeltaMs: number | null;
      readonly durationMs: number;
    }
  /** What a slot was made ready with: the beginning of a prompt computed, kept, or put in. `keptBytes` is all that is kept then. */
  | {
      readonly kind: 'slot-prepared';
      readonly engineId: string;
      readonly work: 'prefill' | 'save' | 'restore';
      readonly isDone: boolean;
      readonly keptBytes: number;
    }
  /** A request reads the answer to another one that asked the same. */
  | { readonly kind: 'run-joined'; readonly engineId: string }
  /** A verdict with something in it. `text` is what was judged: sinks keep it hashed, redacted or not at all, as they are told. */
  | {
      readonly kind: 'content-found';
      readonly requestId: string;
      readonly keyId: string;
      readonly deployment: string;
      readonly policy: string;
      readonly source: ScreenedSource;
      readonly isFiltered: boolean;
      readonly found: readonly FoundCategory[];
      readonly text: string;
    }
  | { readonly kind: 'notice'; readonly message: string };

export interface Observer {
  emit(event: ServiceEvent): void;
}
