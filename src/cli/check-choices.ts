// In: the configuration, the machine and what the sources answered. Out: findings on the engine and the model that a start would use.
// Fetches nothing.
import type { Reachability } from '../catalog/check-reachability.ts';
import { listInstalledModels } from '../catalog/list-installed-models.ts';
import type { ModelEntry } from '../catalog/model-entry.ts';
import { provisionModel } from '../catalog/provision-model.ts';
import { Fault } from '../contract/fault.ts';
import { findInstalledEngine } from './find-installed-engine.ts';
import { type Finding, ok, problem } from './finding.ts';
import { chooseModelHere, type ModelAsk } from './install-model.ts';

export interface ModelFinding {
  readonly finding: Finding;
  /** Null where none can be served. */
  readonly model: ModelEntry | null;
  /** What is still to be fetched. */
  readonly downloadBytes: number;
}

export async function checkEngine(
  { context, catalog, machine }: ModelAsk,
  reachability: Promise<Reachability>,
): Promise<Finding> {
  const { config, environment, signal } = context;
  const { engines } = catalog;
  try {
    const options = { home: config.home, engines, machine, configuredPath: config.engine.path, environment };
    const { launch, reason } = await findInstalledEngine(options, signal);
    if (launch !== null) return ok('engine', reason);
    const { release, wheels } = await reachability;
    if (release.isReachable || wheels.isReachable) return ok('engine', reason);
    return problem(
      'engine',
      'none is here, and no source of one answers',
      'Check the network, or install llama.cpp and set KINGLET_ENGINE_PATH to its llama-server.',
    );
  } catch (error) {
    return fromFault('engine', error);
  }
}

export async function checkModel(ask: ModelAsk, reachability: Promise<Reachability>): Promise<ModelFinding> {
  const { config, environment, signal } = ask.context;
  try {
    const installed = await listInstalledModels(config.home);
    const { serveNow: model, reason } = await chooseModelHere(ask, () => reachability);
    const isOwnFile = model.sources.some(({ kind }) => kind === 'file');
    // Reads its header only.
    if (isOwnFile) await provisionModel({ home: config.home, model, environment }, ask.onProgress, signal);
    const isHere = isOwnFile || installed.some(({ id }) => id === model.id);
    const downloadBytes = isHere ? 0 : (model.sizeBytes ?? 0) + (model.projector?.sizeBytes ?? 0);
    const finding = ok('model', isHere ? reason : `${reason}; the first start fetches it`);
    return { finding, model, downloadBytes };
  } catch (error) {
    return { finding: fromFault('model', error), model: null, downloadBytes: 0 };
  }
}

/** The message of a Fault says what to do as well. */
function fromFault(name: string, error: unknown): Finding {
  if (!(error instanceof Fault)) throw error;
  const [first = '', ...rest] = error.message.split(/(?<=\.) /);
  return problem(name, first, rest.join(' ') || 'See above.');
}
