// In: bodies of requests for embeddings, good and bad. Out: the ask, or OpenAI's error with `param`; hostile ones cost no time.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
import { errorBody } from './error-body.ts';
import { parseEmbedAsk } from './parse-embed-ask.ts';

const model = 'text-embedding-3-small';
const texts = (...words: readonly string[]) => words.map((text) => ({ kind: 'text', text }));

function errorOf(body: unknown) {
  try {
    parseEmbedAsk(body);
  } catch (error) {
    if (error instanceof Fault) return errorBody(error).error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

test.each([
  ['a text', 'hi', texts('hi'), true],
  ['blank text', ' ', texts(' '), true],
  ['a broken surrogate', 'a\ud800', texts('a\ufffd'), true],
  ['texts', ['a', 'b'], texts('a', 'b'), false],
  ['one text in a list', ['a'], texts('a'), false],
  ['ids', [1, 2], [{ kind: 'tokens', tokens: [1, 2] }], true],
  [
    'lists of ids',
    [[1], [2, 0]],
    [
      { kind: 'tokens', tokens: [1] },
      { kind: 'tokens', tokens: [2, 0] },
    ],
    false,
  ],
])('%s', (_name, input, inputs, isSingle) => {
  const defaults = { model, dimensions: null, encoding: 'float', endUser: null };
  expect(parseEmbedAsk({ model, input })).toEqual({ ...defaults, inputs, isSingle });
});

test('every other member', () => {
  const body = { model, input: 'a', dimensions: 256, encoding_format: 'base64', user: 'ada' };
  expect(parseEmbedAsk(body)).toMatchObject({ dimensions: 256, encoding: 'base64', endUser: 'ada' });
  const nulls = { model, input: 'a', dimensions: null, encoding_format: null, user: null };
  expect(parseEmbedAsk(nulls)).toEqual(parseEmbedAsk({ model, input: 'a' }));
});

const kinds = 'one of a string, array of strings, array of integers, or array of arrays of integers';
test.each([
  [{ input: 'a' }, 'model', 'missing_required_parameter', "Missing required parameter: 'model'."],
  [{ model }, 'input', 'missing_required_parameter', "Missing required parameter: 'input'."],
  [
    { model: 5, input: 'a' },
    'model',
    'invalid_type',
    "Invalid type for 'model': expected a string, but got an integer instead.",
  ],
  [
    { model, input: null },
    'input',
    'invalid_type',
    `Invalid type for 'input': expected ${kinds}, but got null instead.`,
  ],
  [
    { model, input: 5 },
    'input',
    'invalid_type',
    `Invalid type for 'input': expected ${kinds}, but got an integer instead.`,
  ],
  [
    { model, input: {} },
    'input',
    'invalid_type',
    `Invalid type for 'input': expected ${kinds}, but got an object instead.`,
  ],
  [
    { model, input: '' },
    'input',
    'empty_string',
    "Invalid 'input': empty string. Expected a string with minimum length 1, but got an empty string instead.",
  ],
  [
    { model, input: [] },
    'input',
    'empty_array',
    "Invalid 'input': empty array. Expected an array with minimum length 1, but got an empty array instead.",
  ],
  [
    { model, input: ['a', ''] },
    'input[1]',
    'empty_string',
    "Invalid 'input[1]': empty string. Expected a string with minimum length 1, but got an empty string instead.",
  ],
  [
    { model, input: [[1], []] },
    'input[1]',
    'empty_array',
    "Invalid 'input[1]': empty array. Expected an array with minimum length 1, but got an empty array instead.",
  ],
  [
    { model, input: ['a', 5] },
    'input[1]',
    'invalid_type',
    "Invalid type for 'input[1]': expected a string, but got an integer instead.",
  ],
  [
    { model, input: [1, 'a'] },
    'input[1]',
    'invalid_type',
    "Invalid type for 'input[1]': expected an integer, but got a string instead.",
  ],
  [
    { model, input: [1, 1.5] },
    'input[1]',
    'invalid_type',
    "Invalid type for 'input[1]': expected an integer, but got a decimal number instead.",
  ],
  [
    { model, input: [[1], [2, null]] },
    'input[1][1]',
    'invalid_type',
    "Invalid type for 'input[1][1]': expected an integer, but got null instead.",
  ],
  [
    { model, input: [[1], 2] },
    'input[1]',
    'invalid_type',
    "Invalid type for 'input[1]': expected a string or an array of integers, but got an integer instead.",
  ],
  [
    { model, input: [{}] },
    'input[0]',
    'invalid_type',
    "Invalid type for 'input[0]': expected a string or an array of integers, but got an object instead.",
  ],
  [
    { model, input: [[3, -1]] },
    'input[0][1]',
    'integer_below_min_value',
    "Invalid 'input[0][1]': integer below minimum value. Expected a value >= 0, but got -1 instead.",
  ],
  [
    { model, input: Array(2049).fill('a') },
    'input',
    'array_above_max_length',
    "Invalid 'input': array too long. Expected an array with maximum length 2048, but got an array with length 2049 instead.",
  ],
  [
    { model, input: 'a'.repeat(262_145) },
    'input',
    'string_above_max_length',
    "Invalid 'input': string too long. Expected a string with maximum length 262144, but got a string with length 262145 instead.",
  ],
  [
    { model, input: 'a', dimensions: 0 },
    'dimensions',
    'integer_below_min_value',
    "Invalid 'dimensions': integer below minimum value. Expected a value >= 1, but got 0 instead.",
  ],
  [
    { model, input: 'a', dimensions: 1.5 },
    'dimensions',
    'invalid_type',
    "Invalid type for 'dimensions': expected an integer, but got a decimal number instead.",
  ],
  [
    { model, input: 'a', encoding_format: 'hex' },
    'encoding_format',
    'invalid_value',
    "Invalid value: 'hex'. Supported values are: 'float' and 'base64'.",
  ],
  [
    { model, input: 'a', user: 1 },
    'user',
    'invalid_type',
    "Invalid type for 'user': expected a string, but got an integer instead.",
  ],
  [{ model, input: 'a', stream: true }, 'stream', 'unknown_parameter', "Unknown parameter: 'stream'."],
])('%j', (body, param, code, message) => {
  expect(errorOf(body)).toEqual({ type: 'invalid_request_error', param, code, message });
});

test('any JSON gives an ask or a Fault', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (input, other) => {
      for (const body of [other, { model, input }, { model, input: [input, other] }, { model, input: [[input]] }]) {
        try {
          expect(parseEmbedAsk(body).inputs.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('millions of ids are looked at in no time', () => {
  const input = Array.from({ length: 2048 }, () => Array.from({ length: 2048 }, (_, id) => id));
  const begunMs = performance.now();
  expect(parseEmbedAsk({ model, input }).inputs).toHaveLength(2048);
  expect(performance.now() - begunMs).toBeLessThan(1500);
});
