// In: the catalogue, the machine, what is installed and what runs. Out: one row for each model, marked. Pure.
import { fittingModels } from '../catalog/choose-model.ts';
import type { InstalledModel } from '../catalog/install-record.ts';
import type { Catalog } from '../catalog/load-catalog.ts';
import type { Machine } from '../catalog/machine.ts';
import type { Capability, ModelEntry, Score } from '../catalog/model-entry.ts';

/** `slow`: its memory is there, but this machine would answer too slowly, or would have little memory left. */
export type Fit = 'yes' | 'slow' | 'no' | 'unknown';

export interface ModelRow {
  readonly id: string;
  readonly title: string;
  /** Of all files together; null where only the source can tell. */
  readonly sizeBytes: number | null;
  readonly memoryBytes: number | null;
  readonly fit: Fit;
  readonly isInstalled: boolean;
  readonly isRunning: boolean;
  /** The next start serves it. */
  readonly isChosen: boolean;
  readonly license: string | null;
  readonly capabilities: readonly Capability[];
  readonly scores: readonly Score[];
  readonly sources: readonly string[];
  /** Where it lies, when it is installed. */
  readonly path: string | null;
}

export interface ModelFacts {
  readonly catalog: Catalog;
  readonly machine: Machine;
  readonly installed: readonly InstalledModel[];
  readonly runningNames: readonly string[];
  readonly chosenId: string | null;
}

export function describeModels(facts: ModelFacts): readonly ModelRow[] {
  const { catalog, installed, runningNames, chosenId } = facts;
  const marks = (id: string) => ({
    isRunning: runningNames.includes(id),
    isChosen: id === chosenId,
    path: installed.find((record) => record.id === id)?.path ?? null,
  });
  const listed = catalog.models.map((model) => ({
    id: model.id,
    title: model.title,
    sizeBytes: model.sizeBytes === null ? null : model.sizeBytes + (model.projector?.sizeBytes ?? 0),
    memoryBytes: model.memoryBytes,
    fit: fitOf(model, facts),
    isInstalled: installed.some(({ id }) => id === model.id),
    license: model.license,
    capabilities: model.capabilities,
    scores: model.scores,
    sources: model.sources.map(({ kind }) => kind),
    ...marks(model.id),
  }));
  const others = installed.filter(({ id }) => !catalog.models.some((model) => model.id === id));
  const brought = others.map(({ id, sizeBytes, source }) => ({
    id,
    title: id,
    sizeBytes,
    memoryBytes: null,
    fit: 'unknown' as const,
    isInstalled: true,
    license: null,
    capabilities: [],
    scores: [],
    sources: [source],
    ...marks(id),
  }));
  return [...listed, ...brought];
}

function fitOf(model: ModelEntry, { catalog, machine }: ModelFacts): Fit {
  const { memoryBytes } = model;
  if (memoryBytes === null) return 'unknown';
  // A model beside the ladder fits where the next larger one of the ladder does.
  const rungs = catalog.ladder.flatMap(({ modelId }) => catalog.models.filter(({ id }) => id === modelId));
  const measure =
    rungs.find(({ id }) => id === model.id) ?? rungs.find((rung) => (rung.memoryBytes ?? 0) >= memoryBytes);
  if (fittingModels(catalog, machine).some(({ id }) => id === measure?.id)) return 'yes';
  const mostBytes = Math.max(machine.totalMemoryBytes, ...machine.accelerators.map((each) => each.memoryBytes));
  return memoryBytes > mostBytes ? 'no' : 'slow';
}
