// In: an engine of the file's `engines`. Out: it as a member of pools, with its health check. Reaches nothing yet.
import type { Clock } from '../base/clock.ts';
import type { PoolEngineConfig, PoolEngineKind } from '../config/config.ts';
import { createUpstreamEngine, type UpstreamEngine } from '../engine/upstream/upstream-engine.ts';
import type { PoolEngine } from './open-pools.ts';

/** Beside `/v1`. What speaks OpenAI's API only is asked for its models. */
const healthPaths: Readonly<Record<PoolEngineKind, string | null>> = {
  'llama-server': '/health',
  vllm: '/health',
  sglang: '/health',
  // Not well while it drains or its own engine loads.
  kinglet: '/health/ready',
  openai: null,
};

export interface CreatedPoolEngine extends PoolEngine {
  readonly engine: UpstreamEngine;
}

export function createPoolEngine(config: PoolEngineConfig, clock: Clock): CreatedPoolEngine {
  const healthPath = healthPaths[config.kind];
  const root = new URL(config.url).pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  const engine = createUpstreamEngine({
    id: config.id,
    baseUrl: config.url,
    key: config.key,
    model: config.model,
    slotCount: config.slots,
    contextTokens: config.contextTokens,
    clock,
    firstDeltaMs: config.firstTextSeconds * 1000,
    ...(healthPath === null ? {} : { healthPath: `${root}${healthPath}` }),
  });
  return { engine, weight: config.weight, slots: config.slots, healthMs: config.healthSeconds * 1000 };
}
