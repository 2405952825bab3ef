// In: nothing. Out: what is kept of a text that the filter found something in, what a person says of it, and which callers stand out by it.
// Knows no SQL and no wire format.
import type { FoundCategory, ScreenedSource } from './safety.ts';

/** Operations whose texts the filter sees: the requests that an abuse share is of. */
export const screenedOperations = ['chat.completions', 'completions', 'responses', 'messages'] as const;

export const auditLabels = ['right', 'wrong'] as const;
/** Whether the filter was right about an item, in a person's judgement. */
export type AuditLabel = (typeof auditLabels)[number];

export interface FlaggedItem {
  /** `flag_…` */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  readonly requestId: string;
  readonly keyId: string;
  readonly deployment: string;
  readonly policy: string;
  readonly source: ScreenedSource;
  readonly isFiltered: boolean;
  readonly found: readonly FoundCategory[];
  /** Of the whole text in UTF-8, in lower-case hexadecimal. */
  readonly textSha256: string;
  /** Personal data blacked out; null where only the digest is kept. */
  readonly text: string | null;
}

export interface AuditItem extends FlaggedItem {
  /** Null until somebody has said. */
  readonly label: AuditLabel | null;
  readonly labelledBy: string | null;
  readonly labelledAtMs: number | null;
}

/** Null where it does not matter. */
export interface AuditFilter {
  /** The id behind which the page begins. Fault `not_found` where there is no such item. */
  readonly after: string | null;
  readonly limit: number;
  readonly keyId: string | null;
  readonly category: string | null;
  readonly isFiltered: boolean | null;
  readonly label: AuditLabel | 'none' | null;
}

/** One key, or one end user of a key, with at least one flagged request in the time that is looked at. */
export interface AbuseRow {
  readonly keyId: string;
  /** Null for all of the key's requests together. */
  readonly endUser: string | null;
  readonly flaggedCount: number;
  readonly totalCount: number;
  /** Flagged of total, 0 to 1. */
  readonly share: number;
  /** Lower end of the 95% Wilson interval of `share`. */
  readonly shareLowerBound: number;
  /** Three times the share of everybody else, (flagged + 1) of (total + 2). */
  readonly threshold: number;
  /** At least 5 were flagged, and `shareLowerBound` exceeds `threshold`. */
  readonly standsOut: boolean;
}

/** Reads throw a Fault `store_failed` where the store is broken. */
export interface SafetyAudit {
  /** Returns at once and never throws: the row is written a moment later, and a write that fails is reported, not raised. */
  record(item: FlaggedItem): void;
  /** Newest first. */
  list(filter: AuditFilter): readonly AuditItem[];
  /** A later label replaces an earlier one. Fault `not_found`. */
  label(id: string, label: AuditLabel, keyId: string): AuditItem;
  /**
   * Requests opened from `sinceMs` on and before `nowMs` that have ended. Those that stand out come first, then the highest lower bounds;
   * at most 1,000 rows.
   */
  abuse(sinceMs: number, nowMs: number): Promise<readonly AbuseRow[]>;
  /** Oldest first, read as it is iterated. */
  exportLabelled(): Iterable<AuditItem>;
}
