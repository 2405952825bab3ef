// In: the configuration. Out: a llama.cpp engine of ours on a provisioned model, starting, with the lines that explain it. Puts the
// catalogue's findings into the engine's options; knows no HTTP surface.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import type { ChildState } from '../base/supervise.ts';
import type { EngineLaunch } from '../catalog/engine-launch.ts';
import { readGgufHeader } from '../catalog/gguf-header.ts';
import { homeLayout } from '../catalog/home-layout.ts';
import type { InstalledModel } from '../catalog/install-record.ts';
import type { Machine } from '../catalog/machine.ts';
import { readVocabulary } from '../catalog/read-vocabulary.ts';
import type { Config } from '../config/config.ts';
import { type CallDoubts, createLlamaEngine, type LlamaEngine } from '../engine/llama/llama-engine.ts';
import { chooseParameters } from './choose-parameters.ts';
import { openSlotFolder } from './open-slot-folder.ts';

export interface StartedLlama {
  readonly engine: LlamaEngine;
  readonly contextTokensPerSlot: number;
  readonly explanation: readonly string[];
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
  const vocabulary = readVocabulary(model.path);
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
  const chosen = chooseParameters({
    config: config.engine,
    machine,
    header,
    modelId: model.id,
    modelPath: model.path,
    projectorPath: model.projectorPath,
    slotSaveFolder: slotFolder.path,
  });
  const engine = createLlamaEngine({
    id: 'local',
    program: launch,
    parameters: chosen.parameters,
    markers: vocabulary.markerTexts,
    vocabulary,
    vocabularySize: header.vocabularySize ?? Number.MAX_SAFE_INTEGER,
    modelDigest: model.sha256 ?? createHash('sha256').update(`${model.path} ${model.sizeBytes}`).digest('hex'),
    callDoubts: {
      furtherCallLogprob: config.engine.furtherCallLogprob ?? callDoubts.furtherCallLogprob,
      leastCallLogprob: config.engine.leastCallLogprob ?? callDoubts.leastCallLogprob,
    },
    engineBuild: `${launch.source} ${launch.build}`,
    keeping: {
      leastTokens: leastKept(chosen.parameters.batchTokens),
      budgetBytes: slotFolder.budgetBytes,
      keptFolder: config.prefixes.kept === 'across-restarts' ? keptFolder : null,
    },
    readyTimeoutMs: config.engine.readyTimeoutSeconds * 1000,
    clock: systemClock,
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
  };
}

/** Saving and putting in again take as long as a batch or two. */
function leastKept(batchTokens: number): number {
  return Math.min(512, Math.max(64, batchTokens * 2));
}
