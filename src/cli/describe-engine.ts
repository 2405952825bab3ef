// In: the configuration. Out: the engine, machine, model and parameters of the next start, in data. Starts and fetches nothing.
import { join } from 'node:path';
import type { EngineLaunch } from '../catalog/engine-launch.ts';
import { readGgufHeader } from '../catalog/gguf-header.ts';
import type { InstalledModel } from '../catalog/install-record.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { describeMachine, type Machine } from '../catalog/machine.ts';
import type { ChosenParameters } from './choose-parameters.ts';
import type { CommandContext } from './command.ts';
import { findInstalledChoice } from './find-installed-choice.ts';
import { findInstalledEngine } from './find-installed-engine.ts';
import { planLlama } from './plan-llama.ts';
import type { Tuning } from './tuning.ts';

export interface EngineDescription {
  readonly kind: 'llama' | 'upstream';
  /** One line. */
  readonly engine: string;
  /** Null for an upstream, and while none is installed. */
  readonly launch: Pick<EngineLaunch, 'kind' | 'command' | 'build' | 'source'> | null;
  readonly hint: string | null;
  readonly machine: Machine;
  /** One line. */
  readonly model: string | null;
  readonly modelPath: string | null;
  readonly chosen: ChosenParameters | null;
  /** What was measured for it; null where nothing was. */
  readonly tuning: Tuning | null;
}

export async function describeEngine(context: CommandContext): Promise<EngineDescription> {
  const { config, environment, signal } = context;
  const machine = await describeMachine(environment);
  if (config.engine.kind === 'upstream') {
    const engine = `upstream at ${config.engine.url ?? ''}; it chooses its own parameters`;
    return {
      ...{ kind: 'upstream', engine, launch: null, hint: null, machine, model: null, modelPath: null },
      ...{ chosen: null, tuning: null },
    };
  }
  const catalog = loadCatalog();
  const [{ launch, reason }, { model, reason: modelReason }] = await Promise.all([
    findInstalledEngine(
      { home: config.home, engines: catalog.engines, machine, configuredPath: config.engine.path, environment },
      signal,
    ),
    findInstalledChoice({ context, catalog, machine, onProgress: () => undefined }),
  ]);
  return {
    kind: 'llama',
    engine: reason,
    launch:
      launch === null
        ? null
        : { kind: launch.kind, command: launch.command, build: launch.build, source: launch.source },
    hint: launch?.hint ?? null,
    machine,
    model: modelReason,
    modelPath: model?.path ?? null,
    ...(model === null ? { chosen: null, tuning: null } : await planFor(context, machine, launch, model)),
  };
}

async function planFor(
  { config }: CommandContext,
  machine: Machine,
  launch: EngineLaunch | null,
  model: InstalledModel,
): Promise<Pick<EngineDescription, 'chosen' | 'tuning'>> {
  const header = await readGgufHeader(model.path);
  const slotSaveFolder = join(config.home, 'slots');
  const { chosen, tuning } = planLlama({ config, machine, launch, model, header, slotSaveFolder });
  return { chosen, tuning };
}
