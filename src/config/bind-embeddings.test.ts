// In: an encoder, and configurations that use its names. Out: OpenAI's names lead to it, keys may be given it, deployments may not take it.
import { expect, test } from 'vitest';
import { createScriptedEmbedder } from '../engine/scripted/scripted-embedder.ts';
import { bindEmbeddings } from './bind-embeddings.ts';
import { loadFile } from './load-file.suite.ts';

test('its names', () => {
  const sizes = { id: 'an-encoder', dimensions: 4, maxTokens: 8, vocabularySize: 9, batchSize: 1, delayMs: 0 };
  expect(bindEmbeddings(createScriptedEmbedder(sizes))).toMatchObject({
    name: 'text-embedding-3-small',
    aliases: ['text-embedding-ada-002', 'an-encoder'],
    modelId: 'an-encoder',
  });
});

test('a key may be given it by name, a deployment may not have its name', () => {
  const key = { id: 'web', key: 'a-long-random-text', deployments: ['text-embedding-3-small'] };
  expect(loadFile({ keys: [key] }).keys[0]?.deployments).toEqual(['text-embedding-3-small']);
  expect(() => loadFile({ deployments: [{ name: 'chat', aliases: ['text-embedding-ada-002'] }] })).toThrow(
    /uses the name text-embedding-ada-002, which the embedding model has/,
  );
});
