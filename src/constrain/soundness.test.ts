// In: schemas with every keyword. Out: random sentences of their grammars fit, says an independent validator; and what one would expect to
// be writable is.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../contract/json.ts';
import { anyObjectGrammar } from './any-object.ts';
import { expectSound, readLenient, textOfGrammar } from './check-soundness.suite.ts';
import { isSentence } from './gbnf-matcher.suite.ts';
import { GbnfSampler, seededRandom } from './gbnf-sampler.suite.ts';
import { renderGrammar } from './grammar.ts';

const person: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    age: { type: 'integer', minimum: 0, maximum: 150 },
    email: { type: 'string', format: 'email' },
  },
  required: ['name'],
};
const tree: JsonObject = {
  $ref: '#/$defs/node',
  $defs: {
    node: {
      type: 'object',
      properties: { value: { type: 'number' }, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
      required: ['value', 'children'],
      additionalProperties: false,
    },
  },
};

/** Schema, texts that can be written, texts that cannot. */
const cases: readonly (readonly [string, JsonObject, readonly string[], readonly string[]])[] = [
  [
    'optional members',
    person,
    ['{"name": "Ada"}', '{\n  "name": "Ada",\n  "age": 36\n}', '{"name":"é\\n\\u00e9","email":"a@b.io"}'],
    ['{}', '{"age": 1}', '{"name":"a","age":151}', '{"name":"a",}', '{"name":"a","x":1}'],
  ],
  ['no members', { type: 'object', properties: {} }, ['{}', '{ }'], ['{"a":1}']],
  ['any members', { type: 'object', required: ['a'] }, ['{"a":1,"b":{}}'], ['{}', '{"b":1}']],
  [
    'open members',
    { ...person, additionalProperties: { type: 'boolean' } },
    ['{"name":"a","nam":true,"names":false,"":true}'],
    ['{"name":"a","email":true}', '{"name":"a","x":1}'],
  ],
  [
    'recursion',
    tree,
    ['{"value":1.5e3,"children":[{"value":0,"children":[]}]}'],
    ['{"value":1}', '{"value":1,"children":[1]}'],
  ],
  [
    'recursion at the root',
    { type: 'object', properties: { next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } }, required: ['next'] },
    ['{"next":{"next":null}}'],
    ['{"next":1}', '{}'],
  ],
  [
    'enum and const',
    { enum: ['a', 'ab', 1, null, { x: [1, 'q"'] }] },
    ['"ab"', 'null', '{"x": [1, "q\\""]}'],
    ['"abc"', '2', '{"x":[]}'],
  ],
  ['enum within limits', { enum: [1, 5, 'x', 20], type: 'integer', maximum: 10 }, ['1', '5'], ['20', '"x"']],
  ['types', { type: ['string', 'null', 'boolean'] }, ['"x"', 'null', 'true'], ['1', '[]']],
  ['nullable', { type: 'integer', nullable: true }, ['null', '3'], ['"x"', '1.5']],
  ['no type', { properties: { a: true }, minLength: 3 }, ['{"a":[1]}', '"abc"'], ['"ab"', '1']],
  [
    'string lengths',
    { type: 'string', minLength: 2, maxLength: 3 },
    ['"ab"', '"\\u00e9\\ud83d\\ude00\\n"', '"😀😀😀"'],
    ['"a"', '"abcd"', '"\\ud83dab"'],
  ],
  [
    'long strings',
    { type: 'string', minLength: 300, maxLength: 1999 },
    [`"${'a'.repeat(300)}"`, `"${'b'.repeat(1999)}"`, `"${'b'.repeat(1234)}"`],
    [`"${'a'.repeat(299)}"`, `"${'a'.repeat(2000)}"`],
  ],
  ['pattern', { type: 'string', pattern: '^"\\S+"$' }, ['"\\"ab\\""', '"\\"\\\\\\""'], ['"ab"', '"\\"a b\\""']],
  ['pattern found inside', { type: 'string', pattern: '[0-9]{2}' }, ['"ab12"', '"1x22\\n"'], ['"1a2"']],
  [
    'pattern and length',
    { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$', minLength: 3, maxLength: 10 },
    ['"a-b-c"'],
    ['"ab"', '"a--b"', '"aaaaaaaaaaa"'],
  ],
  [
    'formats',
    {
      type: 'object',
      properties: {
        d: { type: 'string', format: 'date' },
        u: { type: 'string', format: 'uuid' },
        x: { type: 'string', format: 'unknown' },
      },
    },
    ['{"d":"2024-02-29"}', '{"x":"anything"}'],
    ['{"d":"2023-02-29"}'],
  ],
  [
    'integers',
    { type: 'integer', minimum: -5, exclusiveMaximum: 1000 },
    ['-5', '0', '999'],
    ['-6', '1000', '1.0', '-0', '01'],
  ],
  [
    'exclusive as in old drafts',
    {
      $schema: 'http://json-schema.org/draft-04/schema#',
      type: 'number',
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1,
    },
    ['0.5', '1', '1.0'],
    ['0', '0.0', '1.5', '-1'],
  ],
  [
    'multiples',
    { type: 'number', multipleOf: 0.05, minimum: 0, maximum: 10 },
    ['0.15', '9.95', '10', '3.00'],
    ['0.16', '10.05'],
  ],
  [
    'large multiples',
    { type: 'integer', multipleOf: 12000, minimum: 1 },
    ['12000', '24000', '120000'],
    ['1200', '12001'],
  ],
  [
    'array bounds',
    { type: 'array', items: { type: 'boolean' }, minItems: 2, maxItems: 4 },
    ['[true,false]', '[ true, true, true,true ]'],
    ['[]', '[true]', '[true,true,true,true,true]', '[1,2]'],
  ],
  [
    'tuple',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: { type: 'null' }, minItems: 1 },
    ['["a"]', '["a",1]', '["a",1,null,null]'],
    ['[]', '[1]', '["a",1,2]'],
  ],
  [
    'tuple of old drafts',
    { type: 'array', items: [{ type: 'string' }], additionalItems: false },
    ['[]', '["a"]'],
    ['["a",1]', '[1]'],
  ],
  [
    'contains',
    {
      type: 'array',
      items: { type: ['string', 'integer'] },
      contains: { type: 'integer' },
      minContains: 2,
      maxContains: 3,
    },
    ['[1,2]', '[1,2,"x"]'],
    ['[1]', '["x","y"]'],
  ],
  [
    'unique values',
    { type: 'array', items: { enum: ['a', 'b', 'c'] }, uniqueItems: true, minItems: 2 },
    ['["c","a"]', '["a","b","c"]'],
    ['["a"]', '["a","a"]', '["a","b","a"]'],
  ],
  [
    'unique numbers',
    { type: 'array', items: { type: 'integer', minimum: 1, maximum: 9 }, uniqueItems: true },
    ['[1,5,9]', '[]'],
    ['[1,1]'],
  ],
  [
    'unique texts',
    { type: 'array', items: { type: 'string' }, uniqueItems: true, minItems: 1, maxItems: 3 },
    ['["red"]', '["red","blue","green"]'],
    ['["red","red"]', '[]'],
  ],
  ['unique others', { type: 'array', items: { type: 'object' }, uniqueItems: true }, ['[{"a":1}]', '[]'], ['[{},{}]']],
  [
    'pattern properties',
    {
      type: 'object',
      patternProperties: { '^n_': { type: 'number' }, _s$: { type: 'string' } },
      additionalProperties: false,
    },
    ['{"n_a":1,"b_s":"x"}', '{}'],
    ['{"n_a":"x"}', '{"other":1}', '{"n_s":1}', '{"n_s":"x"}'],
  ],
  [
    'property names',
    { type: 'object', propertyNames: { pattern: '^[a-z]{2,3}$' }, additionalProperties: { type: 'integer' } },
    ['{"ab":1,"xyz":2}'],
    ['{"a":1}', '{"ABC":1}', '{"ab":"x"}'],
  ],
  [
    'counts of properties',
    { type: 'object', properties: { a: true, b: true, c: true }, minProperties: 2, maxProperties: 2 },
    ['{"a":1,"c":2}'],
    ['{"a":1}', '{"a":1,"b":2,"c":3}'],
  ],
  [
    'at least one other property',
    { type: 'object', additionalProperties: { type: 'string' }, minProperties: 1, maxProperties: 3 },
    ['{"x":"y"}', '{"x":"y","z":""}'],
    ['{}', '{"a":"","b":"","c":"","d":""}'],
  ],
  [
    'dependencies',
    {
      type: 'object',
      properties: { card: { type: 'integer' }, address: { type: 'string' } },
      dependentRequired: { card: ['address'] },
    },
    ['{}', '{"address":"x"}', '{"card":1,"address":"x"}'],
    ['{"card":1}'],
  ],
  [
    'dependencies of old drafts',
    {
      type: 'object',
      properties: { a: true, b: true },
      dependencies: { a: ['b'], b: { properties: { b: { type: 'null' } } } },
    },
    ['{}', '{"b":null}', '{"a":1,"b":null}'],
    ['{"a":1}', '{"b":1}'],
  ],
  [
    'allOf',
    {
      allOf: [
        { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
        { properties: { a: { minimum: 5 }, b: { type: 'string' } }, required: ['b'] },
      ],
    },
    ['{"a":7,"b":"x"}'],
    ['{"a":3,"b":"x"}', '{"a":7}'],
  ],
  [
    'anyOf beside properties',
    {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    ['{"a":1}', '{"b":1}', '{"a":1,"b":2}'],
    ['{}'],
  ],
  [
    'oneOf told apart',
    {
      oneOf: [
        {
          type: 'object',
          properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
          required: ['kind', 'lives'],
        },
        {
          type: 'object',
          properties: { kind: { const: 'car' }, wheels: { type: 'integer' } },
          required: ['kind', 'wheels'],
        },
      ],
    },
    ['{"kind":"cat","lives":9}', '{"kind": "car", "wheels": 4}'],
    ['{"kind":"cat","wheels":4}'],
  ],
  [
    'oneOf overlapping',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    ['{"a":"x"}', '{"b":"x"}'],
    ['{}', '{"a":"x","b":"y"}'],
  ],
  [
    'oneOf of numbers',
    { oneOf: [{ type: 'integer' }, { type: 'number', minimum: 10 }] },
    ['3', '10.5'],
    ['10', '12', '3.5'],
  ],
  [
    'not',
    { type: 'string', not: { enum: ['a', 'b'] }, minLength: 1, maxLength: 2 },
    ['"c"', '"ab"'],
    ['"a"', '"b"', '""'],
  ],
  [
    'not an object like that',
    { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } }, not: { required: ['a'] } },
    ['{"b":1}', '{}'],
    ['{"a":1}'],
  ],
  [
    'if then else',
    {
      type: 'object',
      properties: { country: { enum: ['US', 'NL'] }, zip: { type: 'string' } },
      required: ['country', 'zip'],
      if: { properties: { country: { const: 'US' } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword is called so
      then: { properties: { zip: { pattern: '^\\d{5}$' } } },
      else: { properties: { zip: { pattern: '^\\d{4} [A-Z]{2}$' } } },
    },
    ['{"country":"US","zip":"12345"}', '{"country":"NL","zip":"1234 AB"}'],
    ['{"country":"US","zip":"1234 AB"}'],
  ],
  [
    'booleans as schemas',
    { type: 'object', properties: { a: true, b: false } },
    ['{"a":{"x":[null]}}', '{}'],
    ['{"b":1}'],
  ],
  [
    'an impossible alternative',
    {
      anyOf: [{ type: 'object', properties: { a: { $ref: '#/$defs/never' } }, required: ['a'] }, { type: 'integer' }],
      $defs: { never: { allOf: [{ type: 'string' }, { type: 'integer' }] } },
    },
    ['1'],
    ['{"a":1}'],
  ],
  [
    'anchors and ids',
    {
      $id: 'https://example.com/root',
      type: 'object',
      properties: { a: { $ref: '#here' }, b: { $ref: 'other' }, c: { $ref: '#/properties/a' } },
      $defs: { x: { $anchor: 'here', type: 'null' }, y: { $id: 'other', type: 'integer' } },
    },
    ['{"a":null,"b":1,"c":null}'],
    ['{"a":1}', '{"b":null}'],
  ],
  [
    'odd names',
    {
      type: 'object',
      properties: { 'a"b\\c\n': { type: 'null' }, 'é😀': { type: 'null' }, __proto__x: { type: 'null' } },
      required: ['a"b\\c\n'],
    },
    ['{"a\\"b\\\\c\\n":null,"é😀":null}'],
    ['{}'],
  ],
  [
    'unevaluatedProperties alone',
    { type: 'object', properties: { a: true }, unevaluatedProperties: false },
    ['{"a":1}'],
    ['{"b":1}'],
  ],
];

describe('the grammar of', () => {
  test.each(cases)('%s', (_, json, written, unwritten) => {
    expectSound(json, seededRandom(7), 60);
    const grammar = textOfGrammar(readLenient(json));
    for (const text of written) expect(isSentence(grammar, text), text).toBe(true);
    for (const text of unwritten) expect(isSentence(grammar, text), text).toBe(false);
  });

  test('any object', () => {
    const { root, rules } = anyObjectGrammar();
    const grammar = renderGrammar(root, rules);
    const sampler = new GbnfSampler(grammar);
    const random = seededRandom(3);
    for (let index = 0; index < 100; index += 1) {
      const value: unknown = JSON.parse(sampler.sentence(random, 60));
      expect(typeof value === 'object' && value !== null && !Array.isArray(value)).toBe(true);
    }
    expect(isSentence(grammar, '{"a": [1, {"b": null}], "c": -1.5e-7}')).toBe(true);
    expect(isSentence(grammar, '{"a": \n\n1}')).toBe(false);
  });

  test('grammars with different prefixes can be joined', () => {
    const first = readLenient(person);
    const second = readLenient(tree);
    expect(textOfGrammar(first)).not.toEqual(textOfGrammar(second));
    expectSound({ anyOf: [person, tree], $defs: tree['$defs'] ?? {} }, seededRandom(1), 30);
  });
});
