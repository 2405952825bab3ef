// In: the shipped encoders and a list without any. Out: what ships is pinned by size and digest; damage is named.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadEncoders } from './load-encoders.ts';

test('MiniLM is the default, and every file of an encoder is pinned', () => {
  const encoders = loadEncoders();
  expect(encoders[0]).toMatchObject({ id: 'all-minilm-l6-v2', dimensions: 384, maxTokens: 256, license: 'Apache-2.0' });
  for (const { id, model, tokenizer, memoryBytes } of encoders) {
    for (const file of [model, tokenizer]) {
      expect(file.sha256, id).not.toBeNull();
      expect(file.sources.length, id).toBeGreaterThan(0);
      expect(memoryBytes, id).toBeGreaterThan(file.sizeBytes ?? Number.POSITIVE_INFINITY);
    }
  }
});

test('a catalogue without encoders is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-encoders-'));
  writeFileSync(join(folder, 'encoders.json'), JSON.stringify({ encoders: [] }));
  expect(() => loadEncoders(folder)).toThrow('encoders.json names no encoder.');
  writeFileSync(join(folder, 'encoders.json'), JSON.stringify({ encoders: [{ id: '../x' }] }));
  expect(() => loadEncoders(folder)).toThrow('encoders.json.encoders[0].id must be a relative path without ..');
  rmSync(folder, { recursive: true });
});
