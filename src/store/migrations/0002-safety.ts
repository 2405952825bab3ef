// In: kysely's schema builder. Out: the statements that make the tables of policies, blocklists and their changes. Never edited once
// released: a change is a further migration.
import { type Compilable, type SchemaModule, sql } from 'kysely';

const nowhereEmpty = sql`length(name) > 0`;

export const safetyMigration = (schema: SchemaModule): readonly Compilable[] => [
  schema
    .createTable('safety_policies')
    .addColumn('name_key', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().check(nowhereEmpty))
    .addColumn('content', 'text', (column) => column.notNull().check(sql`json_valid(content)`))
    .modifyEnd(sql`strict`),
  schema
    .createTable('safety_blocklists')
    .addColumn('name_key', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().check(nowhereEmpty))
    .addColumn('description', 'text')
    .modifyEnd(sql`strict`),
  schema
    .createTable('safety_blocklist_items')
    .addColumn('position', 'integer', (column) => column.primaryKey())
    .addColumn('list_key', 'text', (column) =>
      column.notNull().references('safety_blocklists.name_key').onDelete('cascade'),
    )
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('is_regex', 'integer', (column) => column.notNull().check(sql`is_regex in (0, 1)`))
    .addColumn('description', 'text')
    .addUniqueConstraint('safety_blocklist_item_id', ['list_key', 'id'])
    .modifyEnd(sql`strict`),
  schema
    .createTable('safety_changes')
    .addColumn('version', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .modifyEnd(sql`strict`),
];
