// In: the shipped artifact, and damaged copies. Out: it loads; what is not what its manifest says does not.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { defaultArtifactFolder, loadArtifact } from './artifact.ts';

const folders: string[] = [];

function copyOfArtifact(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-artifact-'));
  folders.push(folder);
  cpSync(defaultArtifactFolder, folder, { recursive: true });
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('the shipped artifact is whole, and its levels ascend', () => {
  const { heads, vocabulary, version } = loadArtifact(defaultArtifactFolder);
  expect(version).toMatch(/^[0-9a-f]{16}$/);
  expect(vocabulary.has('garden')).toBe(true);
  for (const { cuts } of [heads.hate, heads.sexual, heads.violence, heads.selfHarm]) {
    expect(cuts).toHaveLength(7);
    expect(cuts).toEqual([...cuts].sort((one, other) => one - other));
  }
});

test('a changed byte is noticed', () => {
  const folder = copyOfArtifact();
  const bytes = readFileSync(join(folder, 'model.bin'));
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  writeFileSync(join(folder, 'model.bin'), bytes);
  expect(() => loadArtifact(folder)).toThrow(expect.objectContaining({ code: 'model_invalid' }));
});

test('an artifact for other features, or none, is refused', () => {
  const folder = copyOfArtifact();
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, bucketBits: 12 }));
  expect(() => loadArtifact(folder)).toThrow('other features');
  expect(() => loadArtifact('/nowhere')).toThrow(expect.objectContaining({ code: 'model_invalid' }));
});
