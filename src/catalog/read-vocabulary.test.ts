// In: GGUF bytes made here. Out: the added tokens that can mark structure, no plain or blank ones, and what is made of some of them.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type GgufPair, ggufBytes, tinyPairs } from './gguf-bytes.suite.ts';
import { readVocabulary } from './read-vocabulary.ts';

function modelWith(tokens: readonly string[], types: readonly number[], more: readonly GgufPair[] = []): string {
  const path = join(mkdtempSync(join(tmpdir(), 'kinglet-vocabulary-')), 'model.gguf');
  const others = tinyPairs.filter(([key]) => !key.startsWith('tokenizer.ggml.token'));
  const pairs: readonly GgufPair[] = [['tokenizer.ggml.tokens', tokens], ['tokenizer.ggml.token_type', types], ...more];
  writeFileSync(path, ggufBytes([...others, ...pairs]));
  return path;
}

test('control, user-defined and unknown tokens are markers, as the engine reads them in a template; blanks and ordinary tokens are not', () => {
  const path = modelWith(['a', '<|im_end|>', '<tool_call>', '\n\n', '▁▁', '<0x0A>', '<unk>'], [1, 3, 4, 4, 4, 6, 2]);
  const { markerTexts, controlTokens } = readVocabulary(path);
  expect(markerTexts).toEqual(['<|im_end|>', '<tool_call>', '<unk>']);
  expect([...controlTokens].sort()).toEqual([1, 2, 6]);
});

test('a vocabulary longer than the header reader keeps is read whole', () => {
  const tokens = Array.from({ length: 3000 }, (_, id) => `t${id}`);
  const types = tokens.map((_, id) => (id === 2999 ? 3 : 1));
  expect(readVocabulary(modelWith(tokens, types))).toMatchObject({ markerTexts: ['t2999'], bos: null, infill: null });
});

test('a file without a vocabulary has none', () => {
  expect(readVocabulary(modelWith([], [])).markerTexts).toEqual([]);
});

test('infill tokens by their spelling, where they are markers and all three are there', () => {
  const spelled = ['a', '<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'];
  expect(readVocabulary(modelWith(spelled, [1, 4, 4, 4])).infill).toEqual({ prefix: 1, suffix: 2, middle: 3 });
  expect(readVocabulary(modelWith(spelled, [1, 4, 1, 4])).infill).toBeNull();
  expect(readVocabulary(modelWith(spelled.slice(0, 3), [1, 4, 4])).infill).toBeNull();
});

test('infill and first token as the header names them, unless it names what is not there', () => {
  const named = (bos: number): readonly GgufPair[] => [
    ['tokenizer.ggml.bos_token_id', bos],
    ['tokenizer.ggml.fim_pre_token_id', 3],
    ['tokenizer.ggml.fim_suf_token_id', 2],
    ['tokenizer.ggml.fim_mid_token_id', 1],
  ];
  const tokens = ['<s>', 'x', 'y', 'z'];
  expect(readVocabulary(modelWith(tokens, [3, 3, 3, 3], named(0)))).toMatchObject({
    bos: 0,
    infill: { prefix: 3, suffix: 2, middle: 1 },
  });
  expect(readVocabulary(modelWith(tokens, [3, 3, 3, 3], named(4))).bos).toBeNull();
});
