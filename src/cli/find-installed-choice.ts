// In: the configuration and the machine. Out: the model that a start would serve, where it is installed already, and the line that
// says why. Fetches nothing and asks no source.
import { chooseModel } from '../catalog/choose-model.ts';
import type { InstalledModel } from '../catalog/install-record.ts';
import { listInstalledModels } from '../catalog/list-installed-models.ts';
import { provisionModel } from '../catalog/provision-model.ts';
import { Fault } from '../contract/fault.ts';
import type { ModelAsk } from './install-model.ts';

export interface InstalledChoice {
  /** Null while it has to be fetched. */
  readonly model: InstalledModel | null;
  readonly reason: string;
}

export async function findInstalledChoice(ask: ModelAsk): Promise<InstalledChoice> {
  const { config, environment, signal } = ask.context;
  const installed = await listInstalledModels(config.home);
  try {
    const { serveNow, reason } = chooseModel({
      catalog: ask.catalog,
      machine: ask.machine,
      requested: config.model,
      reach: { hub: null, wheels: null },
      installedIds: installed.map(({ id }) => id),
    });
    const isOwnFile = serveNow.sources.some(({ kind }) => kind === 'file');
    const model = isOwnFile
      ? await provisionModel({ home: config.home, model: serveNow, environment }, ask.onProgress, signal)
      : (installed.find(({ id }) => id === serveNow.id) ?? null);
    return { model, reason: model === null ? `${reason}; not installed yet` : reason };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'source_unreachable') throw error;
    return { model: null, reason: 'none is installed yet; the first start chooses and fetches one' };
  }
}
