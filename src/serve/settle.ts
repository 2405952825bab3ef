// In: what happens to one request. Out: exactly one ledger row and one event, whatever the end. Knows no route and no wire format.
import type { Clock } from '../base/clock.ts';
import type { Deployment } from '../contract/caller.ts';
import type { ChoiceDelta } from '../contract/dispatch.ts';
import { Fault } from '../contract/fault.ts';
import type { Ledger, LedgerClosing, LedgerOpening, LedgerOutcome } from '../contract/ledger.ts';
import type { Observer } from '../contract/observer.ts';
import type { Usage } from '../contract/piece.ts';

export interface SettlePorts {
  readonly ledger: Ledger;
  readonly observer: Observer;
  readonly clock: Clock;
}

/** What becomes known of a request on its way. */
export interface RequestFacts {
  readonly deployment: Pick<Deployment, 'name' | 'modelId' | 'prices'>;
  readonly isStream: boolean;
  readonly endUser: string | null;
  readonly promptTokens: number;
}

export interface Settlement {
  readonly opening: LedgerOpening;
  know(facts: Partial<RequestFacts>): void;
  /** Passes the deltas on and counts them, so that an answer cut short is paid for as far as it went. */
  count(deltas: AsyncIterable<ChoiceDelta>): AsyncIterable<ChoiceDelta>;
  /** Counts tokens of the request that were computed without an answer of tokens. */
  computed(promptTokens: number): void;
  /** As counted up to now. */
  usage(): Usage;
  done(): void;
  /** Faulted or, when the client had left, aborted. */
  failed(error: unknown): void;
  aborted(): void;
}

export function openSettlement(opening: LedgerOpening, ports: SettlePorts): Settlement {
  ports.ledger.open(opening);
  let facts: Partial<RequestFacts> = {};
  let firstTextAfterMs: number | null = null;
  let isClosed = false;
  const finished = { choices: 0, completionTokens: 0, cachedTokens: 0, promptTokens: 0 };
  const running = new Map<number, number>();
  let computedTokens = 0;

  function usage(): Usage {
    const unfinishedTokens = [...running.values()].reduce((sum, tokens) => sum + tokens, 0);
    const hasBegun = finished.choices > 0 || firstTextAfterMs !== null;
    const answeredTokens = finished.choices > 0 ? finished.promptTokens : hasBegun ? (facts.promptTokens ?? 0) : 0;
    return {
      promptTokens: answeredTokens + computedTokens,
      completionTokens: finished.completionTokens + unfinishedTokens,
      cachedTokens: finished.cachedTokens,
    };
  }

  function close(outcome: LedgerOutcome, faultCode: string | null): void {
    if (isClosed) return;
    isClosed = true;
    const counted = usage();
    const closing: LedgerClosing = {
      outcome,
      faultCode,
      deployment: facts.deployment?.name ?? null,
      modelId: facts.deployment?.modelId ?? null,
      isStream: facts.isStream ?? false,
      usage: counted,
      costUsd: facts.deployment === undefined ? 0 : costUsd(counted, facts.deployment),
      firstTextAfterMs,
      closedAtMs: ports.clock.nowMs(),
      endUser: facts.endUser ?? null,
    };
    ports.ledger.close(opening.requestId, closing);
    ports.observer.emit({ kind: 'request-closed', opening, closing });
  }

  return {
    opening,
    know: (more) => {
      facts = { ...facts, ...more };
    },
    count: async function* (deltas) {
      for await (const item of deltas) {
        if (item.delta.kind === 'text-delta') {
          firstTextAfterMs ??= ports.clock.nowMs() - opening.openedAtMs;
          running.set(
            item.choice,
            (running.get(item.choice) ?? 0) + Math.max(item.delta.pieceCount ?? 1, item.delta.tokens.length),
          );
        } else if (item.delta.kind === 'finish') {
          running.delete(item.choice);
          finished.choices += 1;
          finished.promptTokens = Math.max(finished.promptTokens, item.delta.usage.promptTokens);
          finished.cachedTokens = Math.max(finished.cachedTokens, item.delta.usage.cachedTokens);
          finished.completionTokens += item.delta.usage.completionTokens;
        }
        yield item;
      }
    },
    computed: (promptTokens) => {
      computedTokens += promptTokens;
    },
    usage,
    done: () => close('done', null),
    aborted: () => close('aborted', null),
    failed: (error) => {
      const code = error instanceof Fault ? error.code : 'internal';
      if (code === 'client_closed') close('aborted', null);
      else close('faulted', code);
    },
  };
}

function costUsd(usage: Usage, { prices }: Pick<Deployment, 'prices'>): number {
  const fresh = usage.promptTokens - usage.cachedTokens;
  const millionths =
    fresh * prices.inputUsdPerMillion +
    usage.cachedTokens * prices.cachedInputUsdPerMillion +
    usage.completionTokens * prices.outputUsdPerMillion;
  return millionths / 1_000_000;
}
