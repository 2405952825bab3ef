// In: the configuration, a machine, a model and the engine for it. Out: what the engine is started with, what was measured for that, and what
// would be chosen without. Starts nothing.
import type { EngineLaunch } from '../catalog/engine-launch.ts';
import type { GgufHeader } from '../catalog/gguf-header.ts';
import type { InstalledModel } from '../catalog/install-record.ts';
import type { Machine } from '../catalog/machine.ts';
import type { Config } from '../config/config.ts';
import { type ChosenParameters, chooseParameters } from './choose-parameters.ts';
import { engineBuildOf, modelDigestOf } from './llama-model-options.ts';
import { describeTuning, type Tuning } from './tuning.ts';
import { readTuning, type TuningSubject } from './tuning-record.ts';

export interface LlamaPlanFacts {
  readonly config: Pick<Config, 'home' | 'engine'>;
  readonly machine: Machine;
  /** Null while no engine is installed. */
  readonly launch: EngineLaunch | null;
  readonly model: InstalledModel;
  readonly header: GgufHeader;
  readonly slotSaveFolder: string;
}

export interface LlamaPlan {
  readonly chosen: ChosenParameters;
  readonly untuned: ChosenParameters;
  /** Null where nothing is to be measured. */
  readonly subject: TuningSubject | null;
  /** Null where nothing was. */
  readonly tuning: Tuning | null;
}

export function planLlama({ config, machine, launch, model, header, slotSaveFolder }: LlamaPlanFacts): LlamaPlan {
  const { home, engine } = config;
  const subject = launch === null || engine.tune === 'off' ? null : subjectOf(engine, machine, launch, model);
  const tuning = subject === null ? null : readTuning(home, subject);
  const facts = {
    ...{ config: engine, machine, header, slotSaveFolder },
    ...{ modelId: model.id, modelPath: model.path, projectorPath: model.projectorPath },
  };
  const untuned = chooseParameters({ ...facts, tuned: null });
  if (tuning === null) return { chosen: untuned, untuned, subject, tuning };
  const tuned = chooseParameters({ ...facts, tuned: tuning.chosen });
  const explanation = [...tuned.explanation, `measured on this machine: ${describeTuning(tuning)}`];
  return { chosen: { ...tuned, explanation }, untuned, subject, tuning };
}

function subjectOf(
  { threads, batchTokens, flashAttention, kvTypeK, kvTypeV, tune }: Config['engine'],
  { architecture, cpuModel, coreCount, cpuFeatures }: Machine,
  launch: EngineLaunch,
  model: InstalledModel,
): TuningSubject {
  return {
    machine: { architecture, cpuModel, coreCount, cpuFeatures },
    modelId: model.id,
    modelDigest: modelDigestOf(model),
    engineBuild: engineBuildOf(launch),
    config: { threads, batchTokens, flashAttention, kvTypeK, kvTypeV, tune },
  };
}
