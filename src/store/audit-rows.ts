// In: flagged items, filters and spans of time. Out: the statements that write, find, label, count and delete the rows, and an item from a
// row. Runs nothing.
import { type Compilable, type Selectable, sql } from 'kysely';
import type { FoundCategory } from '../contract/safety.ts';
import type { AuditFilter, AuditItem, AuditLabel, FlaggedItem } from '../contract/safety-audit.ts';
import { queries, type SafetyItemTable } from './tables.ts';

/** Personal data of one's own is no abuse, and for a scorer that failed nobody can be blamed. */
const unsuspicious: ReadonlySet<string> = new Set(['personalData', 'failure']);

export function insertItems(items: readonly FlaggedItem[]): Compilable {
  const rows = items.map((item) => ({
    id: item.id,
    at_ms: Math.round(item.atMs),
    request_id: item.requestId,
    key_id: item.keyId,
    deployment: item.deployment,
    policy: item.policy,
    source: item.source,
    is_filtered: item.isFiltered ? 1 : 0,
    is_suspect: item.found.some(({ category }) => !unsuspicious.has(category)) ? 1 : 0,
    found: JSON.stringify(item.found),
    text_sha256: item.textSha256,
    text: item.text,
  }));
  return queries.insertInto('safety_items').values(rows);
}

export function auditItem(row: Selectable<SafetyItemTable>): AuditItem {
  return {
    id: row.id,
    atMs: row.at_ms,
    requestId: row.request_id,
    keyId: row.key_id,
    deployment: row.deployment,
    policy: row.policy,
    source: row.source,
    isFiltered: row.is_filtered === 1,
    // Nothing but insertItems writes the column.
    found: JSON.parse(row.found) as readonly FoundCategory[],
    textSha256: row.text_sha256,
    text: row.text,
    label: row.label,
    labelledBy: row.labelled_by,
    labelledAtMs: row.labelled_at_ms,
  };
}

export function selectItem(id: string) {
  return queries.selectFrom('safety_items').selectAll().where('id', '=', id);
}

/** Newest first; `beforeSequence` is of the item that `after` names. */
export function selectItems(
  { keyId, category, isFiltered, label, limit }: Omit<AuditFilter, 'after'>,
  beforeSequence: number | null,
) {
  let rows = queries.selectFrom('safety_items').selectAll().orderBy('sequence', 'desc');
  if (beforeSequence !== null) rows = rows.where('sequence', '<', beforeSequence);
  if (keyId !== null) rows = rows.where('key_id', '=', keyId);
  if (isFiltered !== null) rows = rows.where('is_filtered', '=', isFiltered ? 1 : 0);
  if (label === 'none') rows = rows.where('label', 'is', null);
  else if (label !== null) rows = rows.where('label', '=', label);
  if (category !== null)
    rows = rows.where(
      sql<boolean>`exists (select 1 from json_each(found) as one where one.value ->> 'category' = ${category})`,
    );
  return rows.limit(Math.max(0, Math.floor(limit)));
}

export function selectLabelled(afterSequence: number, limit: number) {
  return queries
    .selectFrom('safety_items')
    .selectAll()
    .where('label', 'is not', null)
    .where('sequence', '>', afterSequence)
    .orderBy('sequence')
    .limit(limit);
}

export function updateLabel(
  id: string,
  label: AuditLabel,
  by: { readonly keyId: string; readonly atMs: number },
): Compilable {
  return queries
    .updateTable('safety_items')
    .set({ label, labelled_by: by.keyId, labelled_at_ms: Math.round(by.atMs) })
    .where('id', '=', id);
}

/** So many of those that are older. */
export function deleteOlder(beforeMs: number, limit: number): Compilable {
  const oldest = queries.selectFrom('safety_items').select('sequence').where('at_ms', '<', beforeMs).limit(limit);
  return queries.deleteFrom('safety_items').where('sequence', 'in', oldest);
}

export function selectOlder(beforeMs: number) {
  return queries.selectFrom('safety_items').select('sequence').where('at_ms', '<', beforeMs).limit(1);
}
