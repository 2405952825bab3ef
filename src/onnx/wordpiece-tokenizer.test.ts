// In: a tokenizer.json with a small vocabulary, read by the real package. Out: word pieces, and no control token out of a text.
import { expect, test } from 'vitest';
import { createWordpieceTokenizer } from './wordpiece-tokenizer.ts';

const pieces = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  '[',
  ']',
  '##',
  '#',
  'sep',
  'kingle',
  '##t',
  'is',
  'σ',
  '##σ',
  'ς',
  '##ς',
  '漢',
];
const special = (content: string, id: number) => ({
  id,
  content,
  special: true,
  normalized: false,
  single_word: false,
  lstrip: false,
  rstrip: false,
});
const definition = {
  version: '1.0',
  truncation: { max_length: 4, strategy: 'LongestFirst', stride: 0 },
  padding: {
    strategy: { Fixed: 128 },
    direction: 'Right',
    pad_to_multiple_of: null,
    pad_id: 0,
    pad_type_id: 0,
    pad_token: '[PAD]',
  },
  added_tokens: [special('[PAD]', 0), special('[UNK]', 1), special('[CLS]', 2), special('[SEP]', 3)],
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: null,
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
  },
};
const tokenizer = createWordpieceTokenizer(JSON.stringify(definition));
const piecesOf = (text: string): readonly string[] => tokenizer.tokenize(text).map((id) => pieces[id] ?? '?');

test('its size, and the tokens around an input', () => {
  expect(tokenizer).toMatchObject({ vocabularySize: pieces.length, startId: 2, endId: 3 });
});

test('word pieces, without case and accents, neither padded nor cut', () => {
  expect(piecesOf('KINGLÉT is ïs')).toEqual(['kingle', '##t', 'is', 'is']);
  expect(piecesOf('is '.repeat(300))).toHaveLength(300);
  expect(piecesOf('')).toEqual([]);
});

test('a control token spelled in a text is no control token', () => {
  expect(piecesOf('[SEP]')).toEqual(['[', 'sep', ']']);
  expect(piecesOf('##t')).toEqual(['#', '#', '[UNK]']);
});

test('Greek and far ideographs as the reference has them', () => {
  expect(piecesOf('ΣΣ')).toEqual(['σ', '##σ']);
  expect(piecesOf('漢𠀀漢')).toEqual(['漢', '[UNK]', '漢']);
});
