// In: a model on a machine, and settings. Out: how fast a llama.cpp engine of its own is with them, and the best of a few, written down. The
// engine that serves is left alone.
import { systemClock } from '../base/clock.ts';
import type { Machine } from '../catalog/machine.ts';
import { Fault } from '../contract/fault.ts';
import { createLlamaEngine } from '../engine/llama/llama-engine.ts';
import type { LlamaParameters } from '../engine/llama/parameters.ts';
import { microBatchFor } from './choose-parameters.ts';
import type { LlamaModelOptions } from './llama-model-options.ts';
import { measureSpeed } from './measure-speed.ts';
import { type Measurement, searchTuning } from './search-tuning.ts';
import type { TunedSettings, Tuning } from './tuning.ts';
import { type TuningSubject, writeTuning } from './tuning-record.ts';

export interface LlamaTuning {
  readonly home: string;
  readonly subject: TuningSubject;
  readonly options: LlamaModelOptions;
  /** As they would be chosen without measuring. */
  readonly parameters: Omit<LlamaParameters, 'host' | 'port'>;
  readonly base: TunedSettings;
  readonly modelBytes: number;
  readonly machine: Machine;
}

/** Of measurements that may be had; another one is begun only if it fits. */
const budgetMs = 20_000;
/** A model that takes longer is measured in no time that anybody would wait. */
const longestMs = 20_000;
/** Beside the weights, which some builds copy. */
const spareBytes = 512 * 2 ** 20;
const contextTokens = 2048;

/** Why it cannot be measured here; null where it can. */
export function whyNotTuned({ machine, modelBytes }: Pick<LlamaTuning, 'machine' | 'modelBytes'>): string | null {
  if (machine.accelerators.length > 0) return 'there is little to choose beside an accelerator';
  const needed = modelBytes * 1.25 + spareBytes;
  return machine.availableMemoryBytes < needed ? 'there is not enough memory for a second engine' : null;
}

export function fixedSettings({ config }: TuningSubject): ReadonlySet<keyof TunedSettings> {
  const fixed = new Set<keyof TunedSettings>();
  for (const name of ['threads', 'batchTokens', 'kvTypeK', 'kvTypeV'] as const)
    if (config[name] !== null) fixed.add(name);
  if (config.flashAttention !== 'auto') fixed.add('flashAttention');
  return fixed;
}

/** `measured` is how a measurement is carried out: at once, or when nobody else wants the machine. */
export async function tuneLlama(
  tuning: LlamaTuning,
  signal: AbortSignal,
  measured: (measure: (signal: AbortSignal) => Promise<Measurement>) => Promise<Measurement> = (measure) =>
    measure(signal),
): Promise<Tuning> {
  const { home, subject, base, machine } = tuning;
  const result = await searchTuning({
    base,
    fixed: fixedSettings(subject),
    coreCount: machine.coreCount,
    mayChangeKvTypes: subject.config.tune === 'with-kv-types',
    budgetMs,
    measure: (settings) => measured((stop) => measureSettings(tuning, settings, stop)),
  });
  writeTuning(home, subject, result, systemClock.nowMs());
  return result;
}

/** A setting that the engine does not start with, or is too slow with, has no speed. */
async function measureSettings(
  { options, parameters }: LlamaTuning,
  settings: TunedSettings,
  signal: AbortSignal,
): Promise<Measurement> {
  const begunMs = performance.now();
  const engine = createLlamaEngine({
    ...options,
    id: 'measured',
    parameters: {
      ...parameters,
      ...settings,
      ...{ contextTokens, slotCount: 1, projectorPath: null, ropeScaling: null, httpThreads: 4 },
      microBatchTokens: microBatchFor(settings.batchTokens),
    },
    keeping: { leastTokens: Number.POSITIVE_INFINITY, budgetBytes: 0, keptFolder: null },
    readyTimeoutMs: longestMs,
    onState: () => undefined,
  });
  const late = new AbortController();
  const disarm = systemClock.after(longestMs, () => late.abort(new Fault('timeout', 'The engine is too slow.')));
  try {
    const ended = AbortSignal.any([signal, late.signal]);
    await engine.facts(ended);
    const speed = await measureSpeed(engine, () => performance.now(), ended);
    return { speed, durationMs: performance.now() - begunMs };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Fault)) throw error;
    return { speed: null, durationMs: performance.now() - begunMs };
  } finally {
    disarm();
    await engine.stop();
  }
}
