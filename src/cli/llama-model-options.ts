// In: an installed model, its header and the engine that runs it. Out: what every llama.cpp engine on it is created with, however it is set.
import { createHash } from 'node:crypto';
import { systemClock } from '../base/clock.ts';
import type { EngineLaunch } from '../catalog/engine-launch.ts';
import type { GgufHeader } from '../catalog/gguf-header.ts';
import type { InstalledModel } from '../catalog/install-record.ts';
import { readVocabulary } from '../catalog/read-vocabulary.ts';
import type { CallDoubts, LlamaEngineOptions } from '../engine/llama/llama-engine.ts';

export type LlamaModelOptions = Pick<
  LlamaEngineOptions,
  'program' | 'markers' | 'vocabulary' | 'vocabularySize' | 'modelDigest' | 'callDoubts' | 'engineBuild' | 'clock'
>;

export function llamaModelOptions(
  launch: EngineLaunch,
  model: InstalledModel,
  header: GgufHeader,
  callDoubts: CallDoubts,
): LlamaModelOptions {
  const vocabulary = readVocabulary(model.path);
  return {
    program: launch,
    markers: vocabulary.markerTexts,
    vocabulary,
    vocabularySize: header.vocabularySize ?? Number.MAX_SAFE_INTEGER,
    modelDigest: modelDigestOf(model),
    callDoubts,
    engineBuild: engineBuildOf(launch),
    clock: systemClock,
  };
}

export function modelDigestOf(model: InstalledModel): string {
  return model.sha256 ?? createHash('sha256').update(`${model.path} ${model.sizeBytes}`).digest('hex');
}

export function engineBuildOf({ source, build }: Pick<EngineLaunch, 'source' | 'build'>): string {
  return `${source} ${build}`;
}
