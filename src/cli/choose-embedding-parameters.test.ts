// In: headers of encoders and of models that are none. Out: an input fits one batch, and the tokens become one as the encoder wants it.
import { expect, test } from 'vitest';
import { loadConfig } from '../config/load-config.ts';
import { chooseEmbeddingParameters } from './choose-embedding-parameters.ts';
import { headerWith } from './samples.suite.ts';

const config = loadConfig({
  argumentsGiven: {},
  environment: { HOME: '/h' },
  workingFolder: '/w',
  readFile: () => null,
});
const choose = (header = headerWith()) =>
  chooseEmbeddingParameters({
    config: config.engine,
    coreCount: 4,
    header,
    modelId: 'bge',
    modelPath: '/bge.gguf',
    slotSaveFolder: '/slots',
  });

test('a window as trained, up to that of OpenAI, computed in one piece', () => {
  for (const [trained, maxTokens] of [
    [512, 512],
    [32_768, 8192],
    [null, 512],
  ] as const) {
    const chosen = choose(headerWith({ contextTokens: trained }));
    expect(chosen).toMatchObject({ maxTokens, dimensions: 896 });
    const { microBatchTokens, batchTokens, contextTokens, slotCount, threads } = chosen.parameters;
    expect(microBatchTokens).toBeGreaterThanOrEqual(maxTokens);
    expect([batchTokens, contextTokens]).toEqual([microBatchTokens, maxTokens * slotCount]);
    expect(threads).toBe(2);
  }
});

test.each([
  [null, 'mean'],
  [1, 'mean'],
  [2, 'cls'],
  [3, 'last'],
])('pooling %s is %s', (poolingType, pooling) => {
  expect(choose(headerWith({ poolingType })).parameters.pooling).toBe(pooling);
});

test('a reranker, and a file that does not tell its size, are refused', () => {
  expect(() => choose(headerWith({ poolingType: 4 }))).toThrow('bge gives no embeddings: it ranks answers.');
  expect(() => choose(headerWith({ embeddingLength: null }))).toThrow('KINGLET_EMBEDDING_MODEL');
});
