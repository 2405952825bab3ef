// In: a Dispatch over single engines, and pools of these. Out: the Dispatch port where a pool stands for an engine: the conversation goes
// to the engine that the fleet chooses, and on to another while nothing of the answer was shown. Knows no dialect and no deployment.
import type { Clock } from '../../base/clock.ts';
import type { ChoiceDelta, Dispatch, GenerationOrder, PreparedPrompt } from '../../contract/dispatch.ts';
import { Fault } from '../../contract/fault.ts';
import type { Observer } from '../../contract/observer.ts';
import { Attempt } from './attempt.ts';
import { EngineSearch, mayMoveOn, type NextEngine } from './engine-search.ts';
import type { Fleet } from './fleet.ts';
import { prefixKey, tokensKey } from './prefix-key.ts';

export interface EnginePool {
  readonly id: string;
  readonly engineIds: readonly string[];
}

export interface PooledDispatchOptions {
  readonly inner: Dispatch;
  readonly fleet: Fleet;
  readonly pools: readonly EnginePool[];
  /** The engine that is a process of ours, and is started anew when it dies; null where none is in a pool. */
  readonly ownEngineId: string | null;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly observer: Observer;
}

/** What can be made ready on any engine of a pool. */
interface PoolAsk {
  readonly poolId: string;
  readonly engineIds: readonly string[];
  readonly key: string;
  readonly hasTools: boolean;
  prepareOn(engineId: string, signal: AbortSignal): Promise<PreparedPrompt>;
}

interface PooledPrompt {
  readonly ask: PoolAsk;
  /** As its engine made it. */
  readonly prepared: PreparedPrompt;
}

export function createPooledDispatch(options: PooledDispatchOptions): Dispatch {
  const { inner, fleet, clock, observer } = options;
  const pools = new Map(options.pools.map(({ id, engineIds }) => [id, engineIds]));
  const origins = new WeakMap<PreparedPrompt, PooledPrompt>();

  function searchFor({ engineIds, key }: Pick<PoolAsk, 'engineIds' | 'key'>): EngineSearch {
    const { ownEngineId } = options;
    return new EngineSearch({
      engineIds,
      key,
      ownEngineId: ownEngineId !== null && engineIds.includes(ownEngineId) ? ownEngineId : null,
      fleet,
      nowMs: () => clock.nowMs(),
    });
  }

  /** Those that know their vocabulary, where some do. */
  function tellingIds(engineIds: readonly string[]): readonly string[] {
    const telling = engineIds.filter((id) => inner.tokenizer(id) !== null);
    return telling.length === 0 ? engineIds : telling;
  }

  /** The first engine of the key's order on which the work succeeds. */
  async function firstOf<Value>(
    ask: Pick<PoolAsk, 'engineIds' | 'key'>,
    signal: AbortSignal,
    work: (engineId: string) => Promise<Value>,
  ): Promise<Value> {
    const search = searchFor(ask);
    for (;;) {
      const { id } = search.next(1);
      try {
        return await work(id);
      } catch (error) {
        if (signal.aborted || !mayMoveOn(error)) throw error;
        const attempt = new Attempt({ id, load: 0, fleet, clock, observer });
        attempt.fail(error, true);
        attempt.close();
        search.failed(id, error);
      }
    }
  }

  async function prepareInPool(ask: PoolAsk, signal: AbortSignal): Promise<PreparedPrompt> {
    const prepared = await firstOf(ask, signal, (id) => ask.prepareOn(id, signal));
    const pooled = { ...prepared, engineId: ask.poolId };
    origins.set(pooled, { ask, prepared });
    return pooled;
  }

  /** Null where the prompt would not be the one that the answer is read by. */
  async function preparedOn(
    { ask, prepared }: PooledPrompt,
    { id, isAwaited }: NextEngine,
    signal: AbortSignal,
  ): Promise<PreparedPrompt | null> {
    if (isAwaited) await inner.facts(id, signal);
    if (id === prepared.engineId) return prepared;
    const other = await ask.prepareOn(id, signal);
    const isAlike = openingOf(other) === openingOf(prepared);
    return isAlike && (!ask.hasTools || other.facts.dialect === prepared.facts.dialect) ? other : null;
  }

  async function* generateInPool(
    pooled: PooledPrompt,
    order: GenerationOrder,
    signal: AbortSignal,
  ): AsyncGenerator<ChoiceDelta> {
    const search = searchFor(pooled.ask);
    const refused: Attempt[] = [];
    for (;;) {
      const next = search.next(order.choiceCount);
      const attempt = new Attempt({ id: next.id, load: order.choiceCount, fleet, clock, observer });
      let isTaken = false;
      try {
        const prepared = await preparedOn(pooled, next, signal);
        if (prepared === null) {
          search.passOver(next.id);
          continue;
        }
        const deltas = inner.generate(prepared, order, signal);
        isTaken = true;
        for await (const delta of deltas) {
          attempt.show();
          yield delta;
        }
        attempt.answer();
        for (const earlier of refused) earlier.blame();
        return;
      } catch (error) {
        // Why a client left is nothing against the engine, whatever it is.
        if (signal.aborted && error === signal.reason) throw error;
        attempt.fail(error, isTaken);
        if (attempt.isShown || signal.aborted || !mayMoveOn(error)) throw error;
        if (error.code === 'engine_error') refused.push(attempt);
        search.failed(next.id, error);
      } finally {
        attempt.close();
      }
    }
  }

  return {
    checkRoom: (ask) => {
      const faults: unknown[] = [];
      const engineIds = pools.get(ask.engineId) ?? [ask.engineId];
      for (const engineId of engineIds) {
        try {
          inner.checkRoom({ ...ask, engineId });
        } catch (error) {
          faults.push(error);
        }
      }
      if (faults.length === engineIds.length) throw faults[0];
    },

    prepare: (ask, signal) => {
      const engineIds = pools.get(ask.engineId);
      if (engineIds === undefined) return inner.prepare(ask, signal);
      const { conversation, partition } = ask;
      const pooled: PoolAsk = {
        poolId: ask.engineId,
        engineIds,
        key: prefixKey(conversation.turns, partition),
        hasTools: conversation.tools.length > 0,
        prepareOn: (engineId, signalThere) => inner.prepare({ ...ask, engineId }, signalThere),
      };
      return prepareInPool(pooled, signal);
    },

    prepareTokens: (ask, kind, signal) => {
      const engineIds = pools.get(ask.engineId);
      if (engineIds === undefined) return inner.prepareTokens(ask, kind, signal);
      const pooled: PoolAsk = {
        poolId: ask.engineId,
        engineIds: tellingIds(engineIds),
        key: tokensKey(ask.tokens, ask.partition),
        hasTools: false,
        prepareOn: (engineId, signalThere) => inner.prepareTokens({ ...ask, engineId }, kind, signalThere),
      };
      return prepareInPool(pooled, signal);
    },

    facts: (engineId, signal) => {
      const engineIds = pools.get(engineId);
      if (engineIds === undefined) return inner.facts(engineId, signal);
      return firstOf({ engineIds: tellingIds(engineIds), key: '' }, signal, (id) => inner.facts(id, signal));
    },

    tokenizer: (engineId) => inner.tokenizer(tellingIds(pools.get(engineId) ?? [engineId])[0] ?? engineId),

    generate: (prepared, order, signal) => {
      const pooled = origins.get(prepared);
      if (pooled !== undefined) return generateInPool(pooled, order, signal);
      if (pools.has(prepared.engineId)) throw new Fault('internal', 'A prompt of another dispatch.');
      return inner.generate(prepared, order, signal);
    },
  };
}

function openingOf({ prompt }: PreparedPrompt): string {
  return prompt.kind === 'tokens' ? prompt.opening : '';
}
