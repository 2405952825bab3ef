// In: GGUF bytes made here. Out: the added tokens that can mark structure, and no plain or blank ones.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ggufBytes, tinyPairs } from './gguf-bytes.suite.ts';
import { readMarkerTexts } from './read-marker-texts.ts';

function modelWith(tokens: readonly string[], types: readonly number[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'kinglet-markers-')), 'model.gguf');
  const others = tinyPairs.filter(([key]) => !key.startsWith('tokenizer.ggml.token'));
  writeFileSync(path, ggufBytes([...others, ['tokenizer.ggml.tokens', tokens], ['tokenizer.ggml.token_type', types]]));
  return path;
}

test('control and user-defined tokens are markers, blanks and ordinary tokens are not', () => {
  const path = modelWith(['a', '<|im_end|>', '<tool_call>', '\n\n', '▁▁', '<0x0A>'], [1, 3, 4, 4, 4, 6]);
  expect(readMarkerTexts(path)).toEqual(['<|im_end|>', '<tool_call>']);
});

test('a vocabulary longer than the header reader keeps is read whole', () => {
  const tokens = Array.from({ length: 3000 }, (_, id) => `t${id}`);
  const types = tokens.map((_, id) => (id === 2999 ? 3 : 1));
  expect(readMarkerTexts(modelWith(tokens, types))).toEqual(['t2999']);
});

test('a file without a vocabulary has none', () => {
  expect(readMarkerTexts(modelWith([], []))).toEqual([]);
});
