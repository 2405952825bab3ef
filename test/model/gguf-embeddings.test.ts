// In: a small model in GGUF, served by the real engine in embedding mode. Out: it keeps the Embedder port, and its vectors mean something.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { readGgufHeader } from '../../src/catalog/gguf-header.ts';
import { chooseEmbeddingParameters } from '../../src/cli/choose-embedding-parameters.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Embedder } from '../../src/contract/embed.ts';
import { cosine, embedderSuite, textInput, vectorsOf } from '../../src/engine/embedder.suite.ts';
import { createLlamaEmbedder } from '../../src/engine/llama/llama-embedder.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-embedding-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function open(): Promise<Embedder> {
  const environment = { HOME: folder, KINGLET_THREADS: '1' };
  const config = loadConfig({ argumentsGiven: {}, environment, workingFolder: folder, readFile: () => null });
  const model = inject('smallModels')['smollm2-135m-instruct'];
  const header = { ...(await readGgufHeader(model.path)), contextTokens: 512 };
  const chosen = chooseEmbeddingParameters({
    config: config.engine,
    coreCount: 2,
    header,
    modelId: model.id,
    modelPath: model.path,
    slotSaveFolder: folder,
  });
  return createLlamaEmbedder({
    ...chosen,
    id: model.id,
    program: inject('engineLaunch'),
    vocabularySize: header.vocabularySize ?? 0,
    maxAsks: 16,
    readyTimeoutMs: 120_000,
    clock: systemClock,
    onState: () => undefined,
  });
}

embedderSuite('GGUF in llama.cpp', async () => ({
  embedder: await open(),
  knownTokens: [100, 200, 300],
  unknownToken: 49_152,
}));

test('a sentence is nearer to its twin than to a stranger', async () => {
  const embedder = await open();
  const [one, twin, stranger] = await vectorsOf(
    embedder,
    [
      'The cat sleeps on the sofa all day long.',
      'The cat is sleeping on the sofa all day.',
      'const total = values.reduce((sum, value) => sum + value, 0);',
    ].map(textInput),
  );
  await embedder.stop();
  const of = (vector: Float32Array | undefined): Float32Array => vector ?? new Float32Array();
  expect(cosine(of(one), of(twin))).toBeGreaterThan(cosine(of(one), of(stranger)) + 0.05);
});
