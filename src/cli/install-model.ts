// In: the configuration and the machine. Out: a model on disk to serve now, chosen and provisioned, and perhaps a better one to fetch
// behind it. Knows no engine process.

import { checkReachability, type Reachability } from '../catalog/check-reachability.ts';
import { chooseModel, type ModelChoice, type Reach } from '../catalog/choose-model.ts';
import type { InstalledModel } from '../catalog/install-record.ts';
import { listInstalledModels } from '../catalog/list-installed-models.ts';
import type { Catalog } from '../catalog/load-catalog.ts';
import type { Machine } from '../catalog/machine.ts';
import type { ModelEntry } from '../catalog/model-entry.ts';
import type { OnProgress } from '../catalog/progress.ts';
import { provisionModel } from '../catalog/provision-model.ts';
import type { CommandContext } from './command.ts';

export interface ModelAsk {
  readonly context: CommandContext;
  readonly catalog: Catalog;
  readonly machine: Machine;
  readonly onProgress: OnProgress;
}

const notAsked: Reach = { hub: null, wheels: null };

/** What is installed and fits is served at once: the sources are only asked when nothing is. */
export async function chooseModelHere(
  ask: ModelAsk,
  askSources: (ask: ModelAsk) => Promise<Reachability> = askSourcesNow,
): Promise<ModelChoice> {
  const { config } = ask.context;
  const installed = await listInstalledModels(config.home);
  const choose = (reach: Reach) =>
    chooseModel({
      catalog: ask.catalog,
      machine: ask.machine,
      requested: config.model,
      reach,
      installedIds: installed.map(({ id }) => id),
    });
  const isLadderModelInstalled = ask.catalog.ladder.some(({ modelId }) => installed.some(({ id }) => id === modelId));
  if (config.model !== null || isLadderModelInstalled) return choose(notAsked);
  const { hub, wheels } = await askSources(ask);
  return choose({ hub: hub.isReachable, wheels: wheels.isReachable });
}

/** The better model that this machine could run, when a source of it answers; asked while the first one already serves. */
export async function findBetterModel(ask: ModelAsk, serving: ModelEntry): Promise<ModelEntry | null> {
  if (ask.context.config.model !== null) return null;
  const { hub, wheels } = await askSourcesNow(ask);
  const choice = chooseModel({
    catalog: ask.catalog,
    machine: ask.machine,
    requested: null,
    reach: { hub: hub.isReachable, wheels: wheels.isReachable },
    installedIds: [serving.id],
  });
  return choice.fetchBehind ?? (choice.serveNow.id === serving.id ? null : choice.serveNow);
}

function askSourcesNow({ catalog, machine, context }: ModelAsk): Promise<Reachability> {
  return checkReachability({ catalog, machine, environment: context.environment }, context.signal);
}

export function installModel(ask: ModelAsk, model: ModelEntry): Promise<InstalledModel> {
  return provisionModel(
    { home: ask.context.config.home, model, environment: ask.context.environment },
    ask.onProgress,
    ask.context.signal,
  );
}
