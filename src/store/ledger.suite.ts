// In: what matters of a request's opening or closing to a test. Out: the whole of it, as the ledger takes it. For tests.
import type { LedgerClosing, LedgerOpening, LedgerOutcome } from '../contract/ledger.ts';

export function opening(requestId: string, openedAtMs = 1000): LedgerOpening {
  return { requestId, keyId: 'app', partition: 'shop', operation: 'chat.completions', openedAtMs };
}

export function closing(outcome: LedgerOutcome = 'done', costUsd = 0.25): LedgerClosing {
  return {
    outcome,
    faultCode: outcome === 'faulted' ? 'engine_died' : null,
    deployment: 'gpt-4o-mini',
    modelId: 'qwen',
    isStream: true,
    usage: { promptTokens: 11, completionTokens: 7, cachedTokens: 3 },
    costUsd,
    firstTextAfterMs: 12.5,
    closedAtMs: 2000,
    endUser: 'ada',
  };
}
