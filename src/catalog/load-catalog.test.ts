// In: the shipped catalogue and damaged ones. Out: what ships is whole and consistent; damage is named.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { loadCatalog } from './load-catalog.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-catalog-'));
afterAll(() => rmSync(folder, { recursive: true }));
const shipped = fileURLToPath(new URL('../../catalog', import.meta.url));

test('the shipped catalogue loads, with the four wheel models and a ladder that only rises', () => {
  const { models, ladder, engines } = loadCatalog();
  const wheelIds = models.filter(({ sources }) => sources.some(({ kind }) => kind === 'wheels')).map(({ id }) => id);
  expect(wheelIds.sort()).toEqual(
    ['gemma-3-270m', 'qwen2.5-coder-0.5b-instruct', 'qwen2.5-coder-1.5b-instruct', 'smollm2-135m-instruct'].sort(),
  );
  const needs = ladder.map(({ minimumMemoryBytes }) => minimumMemoryBytes);
  expect(needs).toEqual(needs.toSorted((a, b) => a - b));
  expect(engines.wheel.files.map(({ platform, architecture }) => `${platform}-${architecture}`)).toEqual([
    'linux-x64',
    'linux-arm64',
    'darwin-arm64',
    'win32-x64',
  ]);
});

test('every model names its licence, its size, and a digest for each wheel', () => {
  for (const model of loadCatalog().models) {
    expect(model.license, model.id).not.toBeNull();
    expect(model.sizeBytes, model.id).toBeGreaterThan(0);
    expect(model.memoryBytes ?? 0, model.id).toBeGreaterThan(model.sizeBytes ?? 0);
    for (const source of model.sources) {
      if (source.kind === 'wheels') expect(model.sha256, model.id).not.toBeNull();
    }
  }
});

test('damage is named', () => {
  expect(() => loadCatalog(join(folder, 'none'))).toThrowError(/cannot be read/);
  writeFileSync(join(folder, 'engines.json'), readFileSync(join(shipped, 'engines.json')));
  const write = (models: unknown): void => writeFileSync(join(folder, 'models.json'), JSON.stringify(models));
  write({ models: [{ id: 5 }], ladder: [] });
  expect(() => loadCatalog(folder)).toThrowError('models.json.models[0].fileName must be a text.');
  const document: unknown = JSON.parse(
    readFileSync(join(shipped, 'models.json'), 'utf8').replace(/"sha256": "[0-9a-f]{4}/, '"sha256": "XXXX'),
  );
  write(document);
  expect(() => loadCatalog(folder)).toThrowError(/sha256 must be a sha256/);
});
