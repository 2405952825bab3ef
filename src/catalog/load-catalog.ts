// In: catalog/models.json and catalog/engines.json beside the program. Out: the checked catalogue, or Fault `config_invalid`.
// Knows no machine and no network.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '../contract/fault.ts';
import type { EngineCatalog } from './engine-entry.ts';
import { JsonRecord } from './json-record.ts';
import type { LadderRung, ModelEntry } from './model-entry.ts';
import { readModelEntry } from './read-model-entry.ts';

export interface Catalog {
  readonly models: readonly ModelEntry[];
  /** From the smallest machine to the best. */
  readonly ladder: readonly LadderRung[];
  readonly engines: EngineCatalog;
}

// The same two steps up from src/catalog and from dist/catalog.
export const defaultCatalogFolder = fileURLToPath(new URL('../../catalog/', import.meta.url));

export function loadCatalog(folder: string = defaultCatalogFolder): Catalog {
  const document = readCatalogFile(folder, 'models.json');
  const models = document.records('models').map(readModelEntry);
  const ids = models.map((model) => model.id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new Fault('config_invalid', `models.json names ${repeated} twice.`);
  const ladder = document.records('ladder').map((rung) => ({
    modelId: rung.oneOf('modelId', ids),
    minimumMemoryBytes: rung.number('minimumMemoryBytes'),
    minimumCoreCount: rung.number('minimumCoreCount'),
  }));
  return { models, ladder, engines: readEngines(readCatalogFile(folder, 'engines.json')) };
}

export function readCatalogFile(folder: string, fileName: string): JsonRecord {
  const path = `${folder}/${fileName}`;
  try {
    return new JsonRecord(JSON.parse(readFileSync(path, 'utf8')), fileName);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('config_invalid', `The catalogue ${path} cannot be read. Reinstall Kinglet, or restore the file.`, {
      cause,
    });
  }
}

function readEngines(record: JsonRecord): EngineCatalog {
  const speedup = record.record('nativeSpeedup');
  const release = record.record('release');
  const wheel = record.record('wheel');
  const source = record.record('source');
  return {
    minimumBuild: record.number('minimumBuild'),
    nativeSpeedup: { from: speedup.number('from'), to: speedup.number('to') },
    release: {
      build: release.number('build'),
      urlTemplate: release.text('urlTemplate'),
      archives: release.records('archives').map((archive) => ({
        ...readPlatformFile(archive),
        accelerator: archive.textOrNull('accelerator'),
      })),
    },
    wheel: {
      project: wheel.text('project'),
      version: wheel.text('version'),
      build: wheel.number('build'),
      minimumPython: wheel.text('minimumPython'),
      files: wheel.records('files').map(readPlatformFile),
    },
    source: {
      project: source.text('project'),
      version: source.text('version'),
      build: source.number('build'),
      sha256: source.digest('sha256'),
      sizeBytes: source.number('sizeBytes'),
      folder: source.relativePath('folder'),
    },
  };
}

function readPlatformFile(record: JsonRecord): EngineCatalog['wheel']['files'][number] {
  return {
    platform: record.text('platform'),
    architecture: record.text('architecture'),
    fileName: record.relativePath('fileName'),
    sizeBytes: record.number('sizeBytes'),
    sha256: record.digest('sha256'),
  };
}
