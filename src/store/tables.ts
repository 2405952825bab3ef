// In: nothing. Out: the tables as SQL sees them, and the builder that makes queries over them. Builds only; executes nothing.
import { DummyDriver, type Generated, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { LedgerRow } from '../contract/ledger.ts';
import type { SafetyChange, ScreenedSource } from '../contract/safety.ts';
import type { AuditLabel } from '../contract/safety-audit.ts';

export interface LedgerTable {
  sequence: Generated<number>;
  request_id: string;
  /** The store that opened the row: while its lock is held, an open row is not lost. */
  owner: string;
  key_id: string;
  partition: string;
  operation: string;
  opened_at_ms: number;
  outcome: LedgerRow['outcome'];
  fault_code: string | null;
  deployment: string | null;
  model_id: string | null;
  is_stream: Generated<number>;
  prompt_tokens: Generated<number>;
  completion_tokens: Generated<number>;
  cached_tokens: Generated<number>;
  cost_usd: Generated<number>;
  first_text_after_ms: number | null;
  closed_at_ms: number | null;
  end_user: string | null;
}

export interface PolicyTable {
  /** The name in lower case. */
  name_key: string;
  name: string;
  /** A ContentPolicy as JSON. */
  content: string;
}

export interface BlocklistTable {
  name_key: string;
  name: string;
  description: string | null;
}

export interface BlocklistItemTable {
  /** Items keep the order in which they came. */
  position: Generated<number>;
  list_key: string;
  id: string;
  text: string;
  is_regex: number;
  description: string | null;
}

export interface SafetyChangeTable {
  version: Generated<number>;
  at_ms: number;
  key_id: string;
  action: SafetyChange['action'];
  name: string;
}

export interface SafetyItemTable {
  sequence: Generated<number>;
  id: string;
  at_ms: number;
  request_id: string;
  key_id: string;
  deployment: string;
  policy: string;
  source: ScreenedSource;
  is_filtered: number;
  /** Whether something was found that counts against the caller. */
  is_suspect: number;
  /** FoundCategory[] as JSON. */
  found: string;
  text_sha256: string;
  text: string | null;
  label: AuditLabel | null;
  labelled_by: string | null;
  labelled_at_ms: number | null;
}

export interface Tables {
  ledger: LedgerTable;
  safety_policies: PolicyTable;
  safety_blocklists: BlocklistTable;
  safety_blocklist_items: BlocklistItemTable;
  safety_changes: SafetyChangeTable;
  safety_items: SafetyItemTable;
}

/** This room's ports are synchronous and kysely is not: its queries are compiled here and run by `Connection`. */
export const queries = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});
