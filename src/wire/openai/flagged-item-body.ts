// In: flagged items, callers that stand out, changes of the filter. Out: the same as the admin routes write them, in OpenAI's manner.
import type { SafetyChange } from '../../contract/safety.ts';
import type { AbuseRow, AuditItem } from '../../contract/safety-audit.ts';

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

export function flaggedItemBody(item: AuditItem): object {
  return {
    id: item.id,
    object: 'safety.item',
    created_at: seconds(item.atMs),
    request_id: item.requestId,
    key_id: item.keyId,
    deployment: item.deployment,
    policy: item.policy,
    source: item.source,
    is_filtered: item.isFiltered,
    found: item.found,
    text_sha256: item.textSha256,
    text: item.text,
    label: item.label,
    labelled_by: item.labelledBy,
    labelled_at: item.labelledAtMs === null ? null : seconds(item.labelledAtMs),
  };
}

/** `items` may hold one more than the limit, which says that there are more. */
export function flaggedItemsBody(items: readonly AuditItem[], limit: number): object {
  const page = items.slice(0, limit);
  return {
    object: 'list',
    data: page.map(flaggedItemBody),
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
    has_more: items.length > limit,
  };
}

/** What `lab/` reads: nothing that tells who it was. */
export function labelledLine({ id, atMs, source, isFiltered, found, textSha256, text, label }: AuditItem): string {
  const line = {
    id,
    created_at: seconds(atMs),
    source,
    is_filtered: isFiltered,
    found,
    text_sha256: textSha256,
    text,
    label,
  };
  return `${JSON.stringify(line)}\n`;
}

export function abuseBody(rows: readonly AbuseRow[]): object {
  const data = rows.map((row) => ({
    object: 'safety.abuse',
    key_id: row.keyId,
    end_user: row.endUser,
    flagged_requests: row.flaggedCount,
    total_requests: row.totalCount,
    share: row.share,
    share_lower_bound: row.shareLowerBound,
    threshold: row.threshold,
    stands_out: row.standsOut,
  }));
  return { object: 'list', data };
}

export function safetyChangesBody(changes: readonly SafetyChange[]): object {
  const data = changes.map(({ atMs, keyId, action, name }) => ({
    object: 'safety.change',
    created_at: seconds(atMs),
    key_id: keyId,
    action,
    name,
  }));
  return { object: 'list', data };
}
