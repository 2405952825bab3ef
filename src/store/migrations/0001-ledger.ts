// In: kysely's schema builder. Out: the statements that make the ledger. Never edited once released: a change is a further migration.
import { type Compilable, type SchemaModule, sql } from 'kysely';

export const ledgerMigration = (schema: SchemaModule): readonly Compilable[] => [
  schema
    .createTable('ledger')
    .addColumn('sequence', 'integer', (column) => column.primaryKey())
    .addColumn('request_id', 'text', (column) => column.notNull().unique())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('partition', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('opened_at_ms', 'integer', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) =>
      column.notNull().check(sql`outcome in ('open', 'done', 'aborted', 'faulted', 'lost')`),
    )
    .addColumn('fault_code', 'text')
    .addColumn('deployment', 'text')
    .addColumn('model_id', 'text')
    .addColumn('is_stream', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('prompt_tokens', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('completion_tokens', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('cached_tokens', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('cost_usd', 'real', (column) => column.notNull().defaultTo(0))
    .addColumn('first_text_after_ms', 'real')
    .addColumn('closed_at_ms', 'integer')
    .addColumn('end_user', 'text')
    .addCheckConstraint('ledger_closed', sql`(outcome = 'open') = (closed_at_ms is null)`)
    .modifyEnd(sql`strict`),
  schema.createIndex('ledger_opened_at').on('ledger').column('opened_at_ms'),
  schema.createIndex('ledger_outcome').on('ledger').column('outcome'),
];
