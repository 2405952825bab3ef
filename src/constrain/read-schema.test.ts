// In: schemas that cannot be enforced, broken ones and hostile ones. Out: a fault that names the place and the reason, soon; never another
// error. And arguments of functions, which are objects whatever their schema leaves open.
import { describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { expectSound, lenient, readLenient, textOfGrammar } from './check-soundness.suite.ts';
import { isSentence } from './gbnf-matcher.suite.ts';
import { seededRandom } from './gbnf-sampler.suite.ts';
import { fitsSchema, readSchema } from './read-schema.ts';

function faultOf(json: Json, isObject = false): Fault {
  try {
    readSchema(json, { ...lenient, isObject });
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault');
}

function range<Item>(length: number, make: (index: number) => Item): readonly Item[] {
  return Array.from({ length }, (_, index) => make(index));
}

function members(count: number, make: (index: number) => Json): JsonObject {
  return Object.fromEntries(range(count, (index) => [`k${index}`, make(index)]));
}

describe('what cannot be enforced is refused with its place', () => {
  test.each<readonly [string, Json]>([
    [
      "In context=('properties', 'a', 'pattern'), '(a)\\\\1' holds a backreference, which cannot be enforced.",
      { type: 'object', properties: { a: { pattern: '(a)\\1' } } },
    ],
    ["In context=('pattern',), '[' is not a 'regex'.", { pattern: '[' }],
    [
      "In context=('items',), reference to 'https://example.com/x' outside of the schema cannot be enforced.",
      { items: { $ref: 'https://example.com/x' } },
    ],
    ["In context=(), reference to component '#/$defs/x' which was not found in the schema.", { $ref: '#/$defs/x' }],
    [
      "In context=(), 'unevaluatedProperties' beside 'allOf' cannot be enforced.",
      { allOf: [{}], unevaluatedProperties: false },
    ],
    [
      "In context=('properties', 'n'), this 'multipleOf' cannot be enforced.",
      { type: 'object', properties: { n: { type: 'number', multipleOf: 123457 } }, required: ['n'] },
    ],
    [
      "In context=(), 'uniqueItems' cannot be enforced for 2 items, unless they are one of so many values.",
      { type: 'array', uniqueItems: true, minItems: 2, items: { type: 'object' } },
    ],
    ["In context=(), 'minProperties' above 1 cannot be enforced here.", { type: 'object', minProperties: 3 }],
    ["In context=(), a 'minLength' above 50000 cannot be enforced.", { type: 'string', minLength: 60_000 }],
    ["In context=(), a 'minItems' above 50000 cannot be enforced.", { type: 'array', minItems: 60_000 }],
    ['it leaves no value that could be generated.', { allOf: [{ type: 'string' }, { type: 'integer' }] }],
    ['it leaves no value that could be generated.', false],
    [
      'it leaves no value that could be generated.',
      { type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] },
    ],
    ['it leaves no value that could be generated.', { $ref: '#' }],
    ['it leaves no value that could be generated.', { type: 'integer', exclusiveMinimum: 3, exclusiveMaximum: 4 }],
    ["In context=(), 'text' is not valid under any of the given schemas.", { type: 'text' }],
    [
      "In context=('properties', 'a'), 'maxLength' must be a non-negative integer, but got \"5\".",
      { properties: { a: { maxLength: '5' } } },
    ],
    ["In context=(), 'required' must be an array of strings, but got true.", { required: true }],
    ["In context=('properties', 'a'), 5 is not of type 'object', 'boolean'.", { properties: { a: 5 } }],
    ["In context=(), 'anyOf' must not be empty.", { anyOf: [] }],
    ["In context=(), 'multipleOf' must be greater than 0.", { multipleOf: 0 }],
    ['null is not of type', null],
  ])('%s', (message, json) => {
    const fault = faultOf(json);
    expect(fault.message).toContain(`Invalid schema for response_format 'answer': `);
    expect(fault.message).toContain(message);
    expect(fault).toMatchObject({ code: 'invalid_value', param: 'response_format' });
  });
});

test('annotations and unknown keywords say nothing', () => {
  const json: JsonObject = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 't',
    description: 'd',
    default: 5,
    examples: [1],
    $comment: 'c',
    readOnly: true,
    deprecated: true,
    'x-own': { type: 'nonsense' },
    type: 'string',
    format: 'colour',
    contentEncoding: 'base64',
  };
  expect(isSentence(textOfGrammar(readLenient(json)), '"anything"')).toBe(true);
});

describe('arguments of a function', () => {
  test('are an object where the schema leaves it open', () => {
    const schema = readSchema({}, { ...lenient, isObject: true });
    const grammar = textOfGrammar(schema);
    expect(isSentence(grammar, '{"a": [1]}')).toBe(true);
    expect(isSentence(grammar, '1')).toBe(false);
    expect(fitsSchema(schema, {})).toBe(true);
    expect(fitsSchema(schema, [])).toBe(false);
  });

  test('are refused where the schema says otherwise', () => {
    expect(faultOf({ type: 'array' }, true).message).toContain(
      `schema must be a JSON Schema of 'type: "object"', got 'type: "array"'.`,
    );
  });
});

const letters = (index: number): string => String.fromCharCode(97 + (index % 20));

/** None may take longer than this on a machine that does much else. */
const patienceMs = 10_000;

describe('a hostile schema ends soon', () => {
  test.each<readonly [string, () => Json]>([
    ['exponential automaton', () => ({ pattern: '^(a|b)*a(a|b){18}$' })],
    ['nested repetition', () => ({ pattern: '^(?:(?:(?:a{0,50}){0,50}){0,50})$' })],
    ['catastrophic expression', () => ({ pattern: '^(x+x+)+y$' })],
    ['huge repetition', () => ({ pattern: '.{3000}x' })],
    [
      'many patterns for keys',
      () => ({
        type: 'object',
        patternProperties: Object.fromEntries(range(30, (index) => [`a.*${letters(index)}.*b${index}`, {}])),
      }),
    ],
    ['many lookaheads', () => ({ pattern: `^${range(20, (index) => `(?=.*${letters(index)}.{3})`).join('')}.*$` })],
    [
      'overlapping oneOf',
      () => ({
        oneOf: range(300, (minLength) => ({
          type: 'object',
          properties: members(5, () => ({ type: 'string', minLength })),
          required: ['k0'],
        })),
      }),
    ],
    [
      'many anyOf side by side',
      () => ({ allOf: range(3000, (index) => ({ anyOf: [{ minLength: index % 7 }, { maxLength: 100 + index }] })) }),
    ],
    [
      'long chain of references',
      () => ({
        $ref: '#/$defs/k0',
        $defs: members(9000, (index) => (index === 8999 ? { type: 'string' } : { $ref: `#/$defs/k${index + 1}` })),
      }),
    ],
    [
      'long chain of alternatives',
      () => ({
        $ref: '#/$defs/k0',
        $defs: members(3000, (index) =>
          index === 2999
            ? { type: 'string' }
            : { minLength: 1, anyOf: [{ $ref: `#/$defs/k${index + 1}` }, { type: 'integer' }] },
        ),
      }),
    ],
    ['long enum', () => ({ enum: range(8000, (index) => `value ${index * 7919} of many`) })],
    ['enum of prefixes', () => ({ enum: range(600, (index) => 'a'.repeat(index)) })],
    ['many optional members', () => ({ type: 'object', properties: members(4000, () => ({ type: 'string' })) })],
    [
      'counted optional members',
      () => ({ type: 'object', properties: members(2000, () => ({})), minProperties: 500, maxProperties: 1000 }),
    ],
    [
      'entangled recursion',
      () => ({
        $ref: '#/$defs/k0',
        $defs: members(20, (index) => ({
          type: 'object',
          properties: {
            x: { allOf: [{ $ref: `#/$defs/k${(index + 1) % 20}` }, { $ref: `#/$defs/k${(index * 3) % 20}` }] },
            y: { not: { $ref: `#/$defs/k${(index * 7) % 20}` } },
          },
        })),
      }),
    ],
    [
      'alternatives times alternatives',
      () => ({
        type: 'object',
        properties: members(30, () => ({})),
        allOf: range(30, (index) => ({ anyOf: range(10, (other) => ({ required: [`k${(index + other) % 30}`] })) })),
      }),
    ],
    [
      'ambiguous recursion',
      () => ({
        anyOf: range(40, (index) => ({ type: 'object', properties: { a: { $ref: '#' }, [`b${index}`]: {} } })),
      }),
    ],
    [
      'many texts without repetition',
      () => ({
        type: 'object',
        properties: members(200, (minLength) => ({
          type: 'array',
          uniqueItems: true,
          items: { type: 'string', minLength },
        })),
      }),
    ],
    [
      'Unicode tables',
      () => ({
        type: 'object',
        properties: members(200, (index) => ({ type: 'string', pattern: `^\\p{L}{${index}}x$` })),
      }),
    ],
    [
      'repetitions within each other',
      () =>
        range(50, (index) => index).reduce<Json>(
          (items) => ({ type: 'array', items, minItems: 1000, maxItems: 40_000 }),
          { type: 'string', maxLength: 40_000 },
        ),
    ],
    ['enum of numbers', () => ({ enum: range(40_000, (index) => index) })],
    ['enum of more numbers', () => ({ enum: range(200_000, (index) => index) })],
    [
      'enum beside costly conditions',
      () => ({
        enum: range(5000, (index) => index),
        allOf: range(300, (index) => ({ anyOf: range(10, (other) => ({ minimum: index - other, multipleOf: 1 })) })),
      }),
    ],
    ['deep JSON', () => range(5000, (index) => index).reduce<Json>((items) => ({ items }), {})],
    [
      'tiny and huge numbers',
      () => ({
        anyOf: [
          { type: 'number', exclusiveMinimum: 5e-324, maximum: 1.2e-300 },
          { type: 'number', minimum: -1.7e308, maximum: 1.7e308, multipleOf: 1e300 },
        ],
      }),
    ],
    [
      'conditions in a circle',
      () => ({
        type: 'object',
        properties: members(20, () => ({ enum: ['a', 'b'] })),
        allOf: range(20, (index) => ({
          if: { properties: { [`k${index}`]: { const: 'a' } } },
          // biome-ignore lint/suspicious/noThenProperty: the keyword is called so
          then: { required: [`k${(index + 1) % 20}`] },
        })),
      }),
    ],
  ])(
    '%s',
    (_, make) => {
      const json = make();
      const startedAt = performance.now();
      let size = 0;
      try {
        size = textOfGrammar(readLenient(json)).length;
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
      expect(performance.now() - startedAt).toBeLessThan(patienceMs);
      expect(size).toBeLessThan(300_000);
    },
    30_000,
  );

  test('a hostile value too', () => {
    const schema = readLenient({
      $ref: '#/$defs/k0',
      $defs: members(100, (index) =>
        index === 99
          ? { type: ['array', 'string'], items: { $ref: '#' }, pattern: '^(a*)*b$' }
          : { allOf: [{ $ref: `#/$defs/k${index + 1}` }, { $ref: `#/$defs/k${index + 1}` }] },
      ),
    });
    const deep = range(20_000, (index) => index).reduce<Json>((inner) => [inner], []);
    const startedAt = performance.now();
    for (const value of [deep, range(50_000, () => 'a'.repeat(20)), 'a'.repeat(500_000), range(3, () => 'ab')])
      fitsSchema(schema, value);
    expect(fitsSchema(schema, deep)).toBe(false);
    expect(fitsSchema(schema, ['aab', []])).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(patienceMs);
  }, 30_000);
});

test('large but honest schemas are taken', () => {
  expectSound(
    {
      type: 'object',
      properties: members(300, (index) => ({ type: index % 2 === 0 ? 'string' : 'integer' })),
      required: ['k3', 'k250'],
    },
    seededRandom(1),
    6,
  );
  expectSound(
    {
      type: 'object',
      properties: members(800, () => ({ type: 'boolean' })),
      required: Object.keys(members(800, () => null)),
    },
    seededRandom(1),
    3,
  );
  expectSound({ enum: range(3000, (index) => `choice ${index}`) }, seededRandom(1), 20);
  expectSound(
    {
      anyOf: range(150, (index) => ({
        type: 'object',
        properties: { kind: { const: `kind${index}` }, [`p${index}`]: { type: 'integer' } },
        required: ['kind'],
      })),
    },
    seededRandom(1),
    20,
  );
});
