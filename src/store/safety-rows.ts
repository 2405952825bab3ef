// In: policies, blocklists and changes, ours and as SQL holds them. Out: the one from the other, and the statements that write them.
// Runs nothing but the reading of everything at the start.
import type { Compilable, Selectable } from 'kysely';
import type { Blocklist, BlocklistItem, ContentPolicy, SafetyChange } from '../contract/safety.ts';
import type { Connection } from './connection.ts';
import { queries, type SafetyChangeTable } from './tables.ts';

const rowsInStatement = 100;

/** Names are the same whatever their case. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

export interface StoredSafety {
  readonly policies: readonly ContentPolicy[];
  readonly blocklists: readonly Blocklist[];
  /** Of the last change; 0 before the first. */
  readonly version: number;
}

export function readSafety(connection: Connection): StoredSafety {
  const itemsByList = new Map<string, BlocklistItem[]>();
  for (const row of connection.all(queries.selectFrom('safety_blocklist_items').selectAll().orderBy('position'))) {
    const items = itemsByList.get(row.list_key) ?? [];
    items.push({ id: row.id, text: row.text, isRegex: row.is_regex === 1, description: row.description });
    itemsByList.set(row.list_key, items);
  }
  const lists = connection.all(queries.selectFrom('safety_blocklists').selectAll().orderBy('name_key'));
  const policies = connection.all(queries.selectFrom('safety_policies').select('content').orderBy('name_key'));
  const last = queries.selectFrom('safety_changes').select((build) => build.fn.max('version').as('version'));
  return {
    // Nothing but putPolicyStatement writes the column.
    policies: policies.map(({ content }) => JSON.parse(content) as ContentPolicy),
    blocklists: lists.map(({ name_key, name, description }) => ({
      name,
      description,
      items: itemsByList.get(name_key) ?? [],
    })),
    version: connection.all(last)[0]?.version ?? 0,
  };
}

export function putPolicyStatement(policy: ContentPolicy): Compilable {
  const row = { name_key: nameKey(policy.name), name: policy.name, content: JSON.stringify(policy) };
  return queries
    .insertInto('safety_policies')
    .values(row)
    .onConflict((conflict) => conflict.column('name_key').doUpdateSet({ name: row.name, content: row.content }));
}

export function deletePolicyStatement(name: string): Compilable {
  return queries.deleteFrom('safety_policies').where('name_key', '=', nameKey(name));
}

export function putBlocklistStatement(name: string, description: string | null): Compilable {
  return queries
    .insertInto('safety_blocklists')
    .values({ name_key: nameKey(name), name, description })
    .onConflict((conflict) => conflict.column('name_key').doUpdateSet({ description }));
}

export function deleteBlocklistStatement(name: string): Compilable {
  return queries.deleteFrom('safety_blocklists').where('name_key', '=', nameKey(name));
}

/** In stretches: a statement for each item would take five times as long. Ids must not repeat. */
export function putItemStatements(list: string, items: readonly BlocklistItem[]): readonly Compilable[] {
  const rows = items.map(({ id, text, isRegex, description }) => ({
    list_key: nameKey(list),
    id,
    text,
    is_regex: isRegex ? 1 : 0,
    description,
  }));
  return stretches(rows).map((stretch) =>
    queries
      .insertInto('safety_blocklist_items')
      .values(stretch)
      .onConflict((conflict) =>
        conflict.columns(['list_key', 'id']).doUpdateSet(({ ref }) => ({
          text: ref('excluded.text'),
          is_regex: ref('excluded.is_regex'),
          description: ref('excluded.description'),
        })),
      ),
  );
}

export function removeItemStatements(list: string, ids: readonly string[]): readonly Compilable[] {
  return stretches(ids).map((stretch) =>
    queries.deleteFrom('safety_blocklist_items').where('list_key', '=', nameKey(list)).where('id', 'in', stretch),
  );
}

function stretches<Item>(all: readonly Item[]): readonly (readonly Item[])[] {
  const count = Math.ceil(all.length / rowsInStatement);
  return Array.from({ length: count }, (_, at) => all.slice(at * rowsInStatement, (at + 1) * rowsInStatement));
}

export function changeStatement({ atMs, keyId, action, name }: SafetyChange): Compilable {
  return queries.insertInto('safety_changes').values({ at_ms: Math.round(atMs), key_id: keyId, action, name });
}

export function recentChanges(connection: Connection, limit: number): readonly SafetyChange[] {
  const rows = queries.selectFrom('safety_changes').selectAll().orderBy('version', 'desc');
  return connection.all(rows.limit(Math.max(0, Math.floor(limit)))).map(safetyChange);
}

function safetyChange(row: Selectable<SafetyChangeTable>): SafetyChange {
  return { atMs: row.at_ms, keyId: row.key_id, action: row.action, name: row.name };
}
