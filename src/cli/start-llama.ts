// In: the configuration. Out: a llama.cpp engine of ours on a provisioned model, starting, with the lines that explain it. Puts the
// catalogue's findings into the engine's options; knows no HTTP surface.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildState } from '../base/supervise.ts';
import type { EngineLaunch } from '../catalog/engine-launch.ts';
import { readGgufHeader } from '../catalog/gguf-header.ts';
import { homeLayout } from '../catalog/home-layout.ts';
import type { InstalledModel } from '../catalog/install-record.ts';
import type { Machine } from '../catalog/machine.ts';
import type { Config } from '../config/config.ts';
import { type CallDoubts, createLlamaEngine, type LlamaEngine } from '../engine/llama/llama-engine.ts';
import { llamaModelOptions } from './llama-model-options.ts';
import { openAdapters } from './open-adapters.ts';
import { openSlotFolder } from './open-slot-folder.ts';
import { planLlama } from './plan-llama.ts';
import type { LlamaTuning } from './tune-llama.ts';

export interface StartedLlama {
  readonly engine: LlamaEngine;
  readonly contextTokensPerSlot: number;
  readonly explanation: readonly string[];
  /** What is left to be measured; null where it was, or shall not be. */
  readonly unmeasured: LlamaTuning | null;
}

export interface LlamaStart {
  readonly config: Config;
  readonly machine: Machine;
  readonly launch: EngineLaunch;
  readonly model: InstalledModel;
  /** As the catalogue has them. */
  readonly callDoubts: CallDoubts;
  onState(state: ChildState, detail: string): void;
}

export async function startLlama({
  config,
  machine,
  launch,
  model,
  callDoubts,
  onState,
}: LlamaStart): Promise<StartedLlama> {
  const header = await readGgufHeader(model.path);
  const adapters = await openAdapters(config.adapters, header);
  const keptFolder = join(homeLayout(config.home).slots, 'kept');
  // What was kept under another setting is kept no longer.
  if (config.prefixes.kept !== 'across-restarts') rmSync(keptFolder, { recursive: true, force: true });
  const slotFolder = openSlotFolder({
    diskRoot: homeLayout(config.home).slots,
    wishedBytes: config.prefixes.kept === 'no' ? 0 : config.prefixes.bytes,
    totalMemoryBytes: machine.totalMemoryBytes,
    memoryRoot: '/dev/shm',
    processId: process.pid,
  });
  const { chosen, untuned, subject, tuning } = planLlama({
    ...{ config, machine, launch, model, header },
    slotSaveFolder: slotFolder.path,
  });
  const options = llamaModelOptions(launch, model, header, {
    furtherCallLogprob: config.engine.furtherCallLogprob ?? callDoubts.furtherCallLogprob,
    leastCallLogprob: config.engine.leastCallLogprob ?? callDoubts.leastCallLogprob,
  });
  const engine = createLlamaEngine({
    ...options,
    id: 'local',
    parameters: chosen.parameters,
    adapters,
    keeping: {
      leastTokens: leastKept(chosen.parameters.batchTokens),
      budgetBytes: slotFolder.budgetBytes,
      keptFolder: config.prefixes.kept === 'across-restarts' ? keptFolder : null,
    },
    readyTimeoutMs: config.engine.readyTimeoutSeconds * 1000,
    onState,
  });
  const stop = async () => {
    await engine.stop();
    slotFolder.remove();
  };
  return {
    engine: { ...engine, stop },
    contextTokensPerSlot: chosen.contextTokensPerSlot,
    explanation: chosen.explanation,
    unmeasured:
      subject === null || tuning !== null
        ? null
        : {
            ...{ home: config.home, subject, options, machine },
            ...{ parameters: untuned.parameters, base: untuned.settings, modelBytes: header.fileBytes },
          },
  };
}

/** Saving and putting in again take as long as a batch or two. */
function leastKept(batchTokens: number): number {
  return Math.min(512, Math.max(64, batchTokens * 2));
}
