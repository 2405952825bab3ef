// In: GGUF files made here, whole, cut, altered. Out: the header is read, or refused in plain words; never anything else.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { ggufBytes, tinyPairs } from './gguf-bytes.suite.ts';
import { readGgufHeader } from './gguf-header.ts';
import { kvBytesPerToken } from './kv-bytes-per-token.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-gguf-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function fileOf(bytes: Uint8Array): string {
  files += 1;
  const path = join(folder, `${files % 20}.gguf`);
  writeFileSync(path, bytes);
  return path;
}

async function faultOf(bytes: Uint8Array): Promise<Fault> {
  const error: unknown = await readGgufHeader(fileOf(bytes)).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Fault)) throw new Error(`no Fault: ${String(error)}`);
  return error;
}

test('reads what an engine plan needs', async () => {
  expect(await readGgufHeader(fileOf(ggufBytes()))).toMatchObject({
    version: 3,
    architecture: 'llama',
    name: 'Tiny',
    fileType: 15,
    blockCount: 4,
    contextTokens: 2048,
    headCount: 8,
    keyValueHeadCounts: [2],
    keyLength: null,
    vocabularySize: 4,
    hasChatTemplate: true,
    hasToolsInTemplate: true,
    ropeScaling: null,
    partCount: 1,
  });
});

test('reads rope scaling and head counts that differ by block', async () => {
  const header = await readGgufHeader(
    fileOf(
      ggufBytes([
        ['general.architecture', 'gemma3'],
        ['gemma3.block_count', 3],
        ['gemma3.attention.head_count_kv', [1, 0, 1]],
        ['gemma3.attention.key_length', 256],
        ['gemma3.attention.value_length', 256],
        ['gemma3.rope.scaling.type', 'yarn'],
        ['gemma3.rope.scaling.original_context_length', 4096],
      ]),
    ),
  );
  expect(header.ropeScaling).toEqual({ type: 'yarn', factor: null, originalContextTokens: 4096 });
  expect(kvBytesPerToken(header)).toBe(2 * (256 + 256) * 2);
});

test('estimates the KV cache from heads, or says that it cannot', async () => {
  const header = await readGgufHeader(fileOf(ggufBytes()));
  expect(kvBytesPerToken(header)).toBe(4 * 2 * (8 + 8) * 2);
  expect(kvBytesPerToken(header, 'q8_0', 'q4_0')).toBe(4 * 2 * (8 * (34 / 32) + 8 * (18 / 32)));
  expect(kvBytesPerToken({ ...header, fullAttentionInterval: 4 })).toBe(2 * (8 + 8) * 2);
  expect(kvBytesPerToken({ ...header, keyValueHeadCounts: null })).toBe(4 * 8 * (8 + 8) * 2);
  expect(kvBytesPerToken({ ...header, blockCount: null })).toBeNull();
  expect(kvBytesPerToken({ ...header, headCount: null })).toBeNull();
  expect(kvBytesPerToken(header, 'made-up', 'f16')).toBeNull();
});

test.each([
  ['another format', Buffer.from('PK\u0003\u0004 a zip file'), 'not a GGUF model file'],
  ['an empty file', Buffer.alloc(0), 'not a GGUF model file'],
  ['the wrong byte order', Buffer.from('FUGG....'), 'big-endian'],
  ['a cut header', ggufBytes().subarray(0, 200), 'ends inside its header'],
  ['cut weights', ggufBytes().subarray(0, -8), 'cut off'],
  ['a version of the future', ggufBytes(tinyPairs, 9), 'version 9'],
  ['a projector', ggufBytes([['general.architecture', 'clip']]), 'image projector'],
  [
    'an adapter',
    ggufBytes([
      ['general.architecture', 'llama'],
      ['general.type', 'adapter'],
    ]),
    'adapter',
  ],
  ['no architecture', ggufBytes([['general.name', 'x']]), 'no architecture'],
])('refuses %s in plain words', async (_name, bytes, words) => {
  const fault = await faultOf(bytes);
  expect(fault.code).toBe('model_invalid');
  expect(fault.message).toContain(words);
});

test('refuses a path that is no file', async () => {
  await expect(readGgufHeader(join(folder, 'none.gguf'))).rejects.toMatchObject({ code: 'model_invalid' });
  await expect(readGgufHeader(folder)).rejects.toMatchObject({ code: 'model_invalid' });
});

test('any altered or cut file is read or refused, and quickly', async () => {
  const whole = ggufBytes();
  const change = fc.record({ at: fc.nat(whole.length - 1), bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(whole.length), async (changes, cut) => {
      const bytes = Buffer.from(whole);
      for (const { at, bytes: altered } of changes) bytes.set(altered.subarray(0, bytes.length - at), at);
      const path = fileOf(cut % 3 === 0 ? bytes.subarray(0, cut) : bytes);
      const startedMs = performance.now();
      await readGgufHeader(path).catch((error: unknown) => expect(error).toMatchObject({ code: 'model_invalid' }));
      expect(performance.now() - startedMs).toBeLessThan(1000);
    }),
    { numRuns: 400 },
  );
});
