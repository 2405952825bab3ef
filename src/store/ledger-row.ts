// In: a row as SQL holds it. Out: the same as the contract's LedgerRow. The one border between snake_case and ours.
import type { Selectable } from 'kysely';
import type { LedgerRow } from '../contract/ledger.ts';
import type { LedgerTable } from './tables.ts';

export function ledgerRow(row: Selectable<LedgerTable>): LedgerRow {
  return {
    requestId: row.request_id,
    keyId: row.key_id,
    partition: row.partition,
    operation: row.operation,
    openedAtMs: row.opened_at_ms,
    outcome: row.outcome,
    faultCode: row.fault_code,
    deployment: row.deployment,
    modelId: row.model_id,
    isStream: row.is_stream === 1,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    cachedTokens: row.cached_tokens,
    costUsd: row.cost_usd,
    firstTextAfterMs: row.first_text_after_ms,
    closedAtMs: row.closed_at_ms,
    endUser: row.end_user,
  };
}
