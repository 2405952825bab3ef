// In: the scripted embedder. Out: it keeps the port, and a text's vector follows from its words.
import { expect, test } from 'vitest';
import { embedderSuite, textInput, vectorsOf } from '../embedder.suite.ts';
import { createScriptedEmbedder } from './scripted-embedder.ts';

const options = { id: 's', dimensions: 64, maxTokens: 64, vocabularySize: 100, batchSize: 16, delayMs: 0 };

embedderSuite('scripted', async () => ({
  embedder: createScriptedEmbedder(options),
  knownTokens: [1, 2, 99],
  unknownToken: 100,
}));

test('the same words the same vector, other words another', async () => {
  const [one, same, other] = await vectorsOf(createScriptedEmbedder(options), ['a b', 'b a', 'a c'].map(textInput));
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
});
