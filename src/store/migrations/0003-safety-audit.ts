// In: kysely's schema builder. Out: the statements that make the table of flagged items. Never edited once released: a change is a further
// migration.
import { type Compilable, type SchemaModule, sql } from 'kysely';

export const safetyAuditMigration = (schema: SchemaModule): readonly Compilable[] => [
  schema
    .createTable('safety_items')
    .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('deployment', 'text', (column) => column.notNull())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull().check(sql`source in ('prompt', 'completion')`))
    .addColumn('is_filtered', 'integer', (column) => column.notNull().check(sql`is_filtered in (0, 1)`))
    .addColumn('is_suspect', 'integer', (column) => column.notNull().check(sql`is_suspect in (0, 1)`))
    .addColumn('found', 'text', (column) => column.notNull().check(sql`json_valid(found)`))
    .addColumn('text_sha256', 'text', (column) => column.notNull().check(sql`length(text_sha256) = 64`))
    .addColumn('text', 'text')
    .addColumn('label', 'text', (column) => column.check(sql`label in ('right', 'wrong')`))
    .addColumn('labelled_by', 'text')
    .addColumn('labelled_at_ms', 'integer')
    .addCheckConstraint('safety_items_labelled', sql`(label is null) = (labelled_by is null)`)
    .modifyEnd(sql`strict`),
  schema.createIndex('safety_items_at').on('safety_items').column('at_ms'),
  schema.createIndex('safety_items_label').on('safety_items').column('label'),
];
