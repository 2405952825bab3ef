// In: bodies of /tokenize and /detokenize. Out: asks with the defaults of the engine whose shape they have, answers in that shape, faults
// that name the member.
import { describe, expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
import { parseDetokenize, parseTokenize } from './tokenize-requests.ts';

const answer = { tokens: [1, 2], pieces: null, contextTokens: 100 };
const pieces = [
  { id: 1, bytes: Buffer.from('a') },
  { id: 2, bytes: Uint8Array.of(0xf0, 0x9f) },
];

test('in llama.cpp’s shape', () => {
  const plain = parseTokenize({ content: 'ab' });
  expect(plain.ask).toEqual({ model: null, text: 'ab', hasStart: false, isSpelled: false });
  expect(plain.body(answer)).toEqual({ tokens: [1, 2] });
  const spelled = parseTokenize({ content: '', add_special: true, parse_special: false, with_pieces: true });
  expect(spelled.ask).toEqual({ model: null, text: '', hasStart: true, isSpelled: true });
  expect(spelled.body({ ...answer, pieces })).toEqual({
    tokens: [
      { id: 1, piece: 'a' },
      { id: 2, piece: [0xf0, 0x9f] },
    ],
  });
});

test('in vLLM’s shape', () => {
  const { ask, body } = parseTokenize({ model: 'm', prompt: 'ab', return_token_strs: false });
  expect(ask).toEqual({ model: 'm', text: 'ab', hasStart: true, isSpelled: false });
  expect(body(answer)).toEqual({ count: 2, max_model_len: 100, tokens: [1, 2] });
  expect(parseTokenize({ prompt: 'ab', add_special_tokens: false }).ask).toMatchObject({
    model: null,
    hasStart: false,
  });
});

test('tokens back to text, in both', () => {
  const llama = parseDetokenize({ tokens: [1, 2] });
  expect(llama.ask).toEqual({ model: null, tokens: [1, 2] });
  expect(llama.body('ab')).toEqual({ content: 'ab' });
  expect(parseDetokenize({ model: 'm', tokens: [] }).body('')).toEqual({ content: '', prompt: '' });
});

describe('a faulty body', () => {
  const faultOf = (parse: (body: unknown) => unknown, body: unknown): Fault => {
    try {
      parse(body);
    } catch (error) {
      if (error instanceof Fault) return error;
    }
    throw new Error('no fault');
  };
  test.each([
    [parseTokenize, {}, 'missing_required_parameter', 'content'],
    [parseTokenize, { content: 'a', prompt: 'a' }, 'unknown_parameter', 'content'],
    [parseTokenize, { content: ['a'] }, 'invalid_type', 'content'],
    [parseTokenize, { content: 'a', parse_special: true }, 'unsupported_parameter', 'parse_special'],
    [parseTokenize, { prompt: 'a', return_token_strs: true }, 'unsupported_parameter', 'return_token_strs'],
    [parseTokenize, { content: 'x'.repeat(1024 * 1024 + 1) }, 'too_long', 'content'],
    [parseTokenize, [], 'invalid_type', null],
    [parseDetokenize, {}, 'missing_required_parameter', 'tokens'],
    [parseDetokenize, { tokens: 'a' }, 'invalid_type', 'tokens'],
    [parseDetokenize, { tokens: [1, null] }, 'invalid_type', 'tokens[1]'],
    [parseDetokenize, { tokens: [-1] }, 'value_too_small', 'tokens[0]'],
    [parseDetokenize, { tokens: new Array(1024 * 1024 + 1).fill(0) }, 'too_long', 'tokens'],
  ])('%# %s', (parse, body, code, param) => {
    expect(faultOf(parse, body)).toMatchObject({ code, param });
  });
});
