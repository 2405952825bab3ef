// In: the Config, the dispatcher over single engines, and the engines that stand in pools. Out: the Dispatch through which deployments
// reach their pools, what an admin may ask of the engines, and the health checks, running until they are stopped.
import type { Clock } from '../base/clock.ts';
import type { BoundPool } from '../config/bind-deployments.ts';
import type { Dispatch } from '../contract/dispatch.ts';
import type { Engine } from '../contract/engine.ts';
import type { EngineRoster } from '../contract/engine-pool.ts';
import type { Observer } from '../contract/observer.ts';
import { createEngineRoster } from '../dispatch/pool/engine-roster.ts';
import { Fleet, type FleetSettings } from '../dispatch/pool/fleet.ts';
import { createPooledDispatch } from '../dispatch/pool/pooled-dispatch.ts';
import { watchHealth } from '../dispatch/pool/watch-health.ts';

/** An engine that may stand in a pool. */
export interface PoolEngine {
  readonly engine: Engine & { isAlive(signal: AbortSignal): Promise<boolean> };
  readonly weight: number;
  readonly slots: number;
  readonly healthMs: number;
}

export interface PoolParts {
  readonly pools: readonly BoundPool[];
  readonly engines: readonly PoolEngine[];
  /** The engine of the `engine.*` settings, where a pool has it. */
  readonly own: { readonly id: string; readonly slots: number } | null;
  readonly inner: Dispatch;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly random: () => number;
}

export interface OpenPools {
  readonly dispatch: Dispatch;
  readonly roster: EngineRoster;
  /** Learns from what is told of our own engine. */
  readonly observer: Observer;
  /** Whether every pool has an engine that takes requests. */
  isReady(): boolean;
  stop(): void;
}

const settings: FleetSettings = {
  failuresToOpen: 3,
  openMs: 5000,
  longestOpenMs: 60_000,
  loadFactor: 1.25,
  failedChecksToDown: 2,
  longestPauseMs: 60_000,
};
const checkTimeoutMs = 2000;

export function openPools({ pools, engines, own, inner, clock, observer, random }: PoolParts): OpenPools {
  const nowMs = () => clock.nowMs();
  const fleet = new Fleet(
    [
      ...(own === null ? [] : [{ ...own, weight: 1 }]),
      ...engines.map(({ engine, weight, slots }) => ({ id: engine.id, weight, slots })),
    ],
    settings,
  );
  const roster = createEngineRoster(fleet, nowMs, observer);
  const dispatch = createPooledDispatch({
    inner,
    fleet,
    pools,
    ownEngineId: own?.id ?? null,
    clock,
    observer: {
      emit: (event) => {
        observer.emit(event);
        roster.tellChanges();
      },
    },
  });
  const stopping = new AbortController();
  for (const { engine, healthMs } of engines)
    void watchHealth(
      {
        engines: [engine],
        intervalMs: healthMs,
        timeoutMs: checkTimeoutMs,
        random,
        clock,
        onCheck: (id, isHealthy) => {
          fleet.check(id, isHealthy, nowMs());
          roster.tellChanges();
        },
      },
      stopping.signal,
    );
  const takesRequests = (id: string) =>
    ['up', 'busy', 'half-open'].includes(fleet.status(id, nowMs())?.availability ?? '');
  return {
    dispatch,
    roster,
    observer: {
      emit: (event) => {
        if (event.kind !== 'engine-state' || event.engineId !== own?.id) return;
        if (event.state === 'ready') fleet.check(event.engineId, true, nowMs());
        else fleet.takeDown(event.engineId);
        roster.tellChanges();
      },
    },
    isReady: () => pools.every(({ engineIds }) => engineIds.some(takesRequests)),
    stop: () => stopping.abort(),
  };
}
