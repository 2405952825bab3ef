// In: a catalogue, machines, what is installed and runs. Out: rows marked right, and the table of them.
import { expect, test } from 'vitest';
import type { Catalog } from '../catalog/load-catalog.ts';
import type { ModelEntry } from '../catalog/model-entry.ts';
import { describeModels, type ModelFacts } from './describe-models.ts';
import { renderModels } from './render-models.ts';
import { machineWith } from './samples.suite.ts';

function model(id: string, memoryBytes: number, changes: Partial<ModelEntry> = {}): ModelEntry {
  return {
    id,
    title: id,
    family: 'x',
    parameterCount: null,
    license: 'MIT',
    fileName: 'm.gguf',
    sizeBytes: memoryBytes / 2,
    sha256: null,
    sources: [{ kind: 'hub', repository: 'a/b', revision: 'main', file: 'm.gguf' }],
    contextTokens: null,
    capabilities: ['chat'],
    projector: null,
    memoryBytes,
    scores: [],
    quirks: [],
    furtherCallLogprob: null,
    leastCallLogprob: null,
    ...changes,
  };
}

const projector = { fileName: 'p.gguf', sizeBytes: 500e6, sha256: null, sources: [] };
const catalog: Pick<Catalog, 'models' | 'ladder'> = {
  models: [
    model('small', 1e9),
    model('beside-large', 3.9e9),
    model('large', 4e9, {
      projector,
      capabilities: ['chat', 'vision'],
      scores: [
        { test: 'MMLU', value: 70.5, origin: 'maker' },
        { test: 'MMMU', value: 60, origin: 'unverified' },
      ],
    }),
    model('huge', 64e9),
  ],
  ladder: [
    { modelId: 'small', minimumMemoryBytes: 1.5e9, minimumCoreCount: 1 },
    { modelId: 'large', minimumMemoryBytes: 6e9, minimumCoreCount: 8 },
  ],
};
const installed = [
  { id: 'small', path: '/s.gguf', projectorPath: null, sizeBytes: 5e8, sha256: null, source: 'hub:a/b' },
  { id: 'hf-own', path: '/o.gguf', projectorPath: null, sizeBytes: 7e8, sha256: null, source: 'hub:c/d' },
];

function describe(changes: Partial<ModelFacts> = {}) {
  const engines = {} as Catalog['engines']; // No row needs them.
  const machine = machineWith({ coreCount: 4, totalMemoryBytes: 16e9 });
  return describeModels({
    catalog: { ...catalog, engines },
    machine,
    installed,
    runningNames: ['gpt-4o-mini', 'small'],
    chosenId: 'small',
    ...changes,
  });
}

test('too few cores is slow, too little memory is no, and a model beside the ladder is measured by it', () => {
  const fits = describe().map(({ id, fit }) => [id, fit]);
  expect(fits).toEqual([
    ['small', 'yes'],
    ['beside-large', 'slow'],
    ['large', 'slow'],
    ['huge', 'no'],
    ['hf-own', 'unknown'],
  ]);
  const accelerators = [{ kind: 'cuda' as const, name: 'A', memoryBytes: 24e9 }];
  expect(describe({ machine: machineWith({ accelerators }) })[2]).toMatchObject({ id: 'large', fit: 'yes' });
});

test('the table marks what is chosen, installed and running', () => {
  expect(renderModels(describe())).toBe(`  MODEL         SIZE    MEMORY  FITS  STATE      CAN
* small         500 MB  1.0 GB  yes   running    chat
    MIT; from hub
  beside-large  1.9 GB  3.9 GB  slow  -          chat
    MIT; from hub
  large         2.5 GB  4.0 GB  slow  -          chat, vision
    MIT; from hub; MMLU 70.5, MMMU 60 (unverified)
  huge          32 GB   64 GB   no    -          chat
    MIT; from hub
  hf-own        700 MB  ?       ?     installed  ?
    licence unknown; from hub:c/d`);
});
