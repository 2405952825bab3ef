// In: folders that hold the shipped encoder, and such as are not one. Out: it loads, or is told to be unusable before anything is asked of it.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultEncoderFolder, loadEncoderArtifact } from './encoder-artifact.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-encoder-'));
  cpSync(defaultEncoderFolder, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the shipped one has a sum for each head', () => {
  const { heads, maxTokens } = loadEncoderArtifact(folder);
  expect(maxTokens).toBeGreaterThan(2);
  for (const { sums, cuts } of Object.values(heads)) {
    expect(sums.length).toBeGreaterThan(0);
    expect(cuts.length).toBeGreaterThan(1);
  }
});

test.each([
  ['a head has no sums', '"sums": [', '"sums": [], "formerly": ['],
  ['another network is described', '"model.onnx": "', '"model.onnx": "0'],
])('not where %s', (_, from, to) => {
  const path = join(folder, 'manifest.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  expect(() => loadEncoderArtifact(folder)).toThrow(expect.objectContaining({ code: 'model_invalid' }));
});
