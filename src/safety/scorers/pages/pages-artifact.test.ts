// In: the shipped artifact, and damaged copies. Out: it loads; what is not what its manifest says does not.
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { shapeNames } from './page-shape.ts';
import { defaultPagesFolder, loadPagesArtifact } from './pages-artifact.ts';

const folders: string[] = [];

function copyOfArtifact(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-pages-'));
  folders.push(folder);
  cpSync(defaultPagesFolder, folder, { recursive: true });
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('the shipped artifact is whole and small, and its steps ascend', () => {
  const { shapes, version } = loadPagesArtifact(defaultPagesFolder);
  expect(version).toMatch(/^[0-9a-f]{16}$/);
  expect(shapes).toHaveLength(shapeNames.length);
  for (const { steps } of shapes) expect(steps).toEqual([...steps].sort((one, other) => one - other));
  expect(statSync(join(defaultPagesFolder, 'model.bin')).size).toBeLessThan(300_000);
});

test('a changed byte is noticed, and another calibration is another version', () => {
  const folder = copyOfArtifact();
  const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
  writeFileSync(join(folder, 'manifest.json'), manifest.replace(/"middle": [\d.-]+/, '"middle": 9'));
  expect(loadPagesArtifact(folder).version).not.toBe(loadPagesArtifact(defaultPagesFolder).version);
  const bytes = readFileSync(join(folder, 'model.bin'));
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  writeFileSync(join(folder, 'model.bin'), bytes);
  expect(() => loadPagesArtifact(folder)).toThrow(expect.objectContaining({ code: 'model_invalid' }));
});

test('an artifact for other features or measures, or none, is refused', () => {
  const folder = copyOfArtifact();
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, bucketBits: 12 }));
  expect(() => loadPagesArtifact(folder)).toThrow('other features');
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, shapes: {} }));
  expect(() => loadPagesArtifact(folder)).toThrow('does not know the measure');
  expect(() => loadPagesArtifact('/nowhere')).toThrow(expect.objectContaining({ code: 'model_invalid' }));
});
