// In: files that are an adapter of the model, of another one, or none. Out: the digest, or what is wrong in plain words.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type GgufPair, ggufBytes } from './gguf-bytes.suite.ts';
import { readAdapter } from './read-adapter.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-adapter-'));
afterAll(() => rmSync(folder, { recursive: true }));
const never = new AbortController().signal;

function read(bytes: Uint8Array) {
  const path = join(folder, 'adapter.gguf');
  writeFileSync(path, bytes);
  return readAdapter(path, { architecture: 'qwen2' }, never);
}

const pairs: readonly GgufPair[] = [
  ['general.type', 'adapter'],
  ['general.architecture', 'qwen2'],
  ['adapter.type', 'lora'],
  ['adapter.lora.alpha', { float: 16 }],
];
const without = (key: string) => pairs.filter(([known]) => known !== key);

test('an adapter of the model has the digest of its file', async () => {
  const { digest } = await read(ggufBytes(pairs));
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect((await read(ggufBytes([...pairs, ['general.name', 'other']]))).digest).not.toBe(digest);
});

test.each([
  ['a model', ggufBytes(), /is no LoRA adapter/],
  [
    'another kind of adapter',
    ggufBytes([...without('adapter.type'), ['adapter.type', 'control_vector']]),
    /is no LoRA/,
  ],
  [
    'an adapter of other models',
    ggufBytes([...without('general.architecture'), ['general.architecture', 'llama']]),
    /changes models of the kind llama, and this one is qwen2/,
  ],
  ['a file that is cut off', ggufBytes(pairs).subarray(0, -8), /cut off/],
  ['no GGUF', Buffer.from('hello there'), /not a GGUF/],
])('%s is refused', async (_, bytes, words) => {
  await expect(read(bytes)).rejects.toMatchObject({ code: 'model_invalid', message: expect.stringMatching(words) });
});

test('a path where nothing is, is named', async () => {
  const reading = readAdapter(join(folder, 'none.gguf'), { architecture: 'qwen2' }, never);
  await expect(reading).rejects.toMatchObject({ code: 'model_invalid', message: expect.stringContaining('none.gguf') });
});
