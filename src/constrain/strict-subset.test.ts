// In: schemas given with `strict: true`. Out: OpenAI's subset is taken and obeyed; what it leaves out is refused in OpenAI's words, with the
// path.
import { describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { expectSound, strict } from './check-soundness.suite.ts';
import { seededRandom } from './gbnf-sampler.suite.ts';
import { readSchema } from './read-schema.ts';
import type { SchemaSource } from './schema-fault.ts';

function faultOf(json: Json, source: SchemaSource = strict): Fault {
  try {
    readSchema(json, source);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('no fault');
}

function closed(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false, ...more };
}

const text: JsonObject = { type: 'string' };

describe('the strict subset', () => {
  test.each<readonly [string, JsonObject]>([
    [
      'nested definitions',
      closed(
        { steps: { type: 'array', items: { $ref: '#/$defs/step' } }, answer: text },
        { $defs: { step: closed({ explanation: text, output: text }) } },
      ),
    ],
    ['recursion', closed({ value: { type: 'number' }, next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } })],
    [
      'mutual recursion',
      closed(
        { node: { $ref: '#/$defs/a' } },
        {
          $defs: {
            a: closed({ b: { anyOf: [{ $ref: '#/$defs/b' }, { type: 'null' }] } }),
            b: closed({ a: { $ref: '#/$defs/a' } }),
          },
        },
      ),
    ],
    [
      'numbers',
      closed({
        a: { type: 'number', minimum: -130, maximum: 130 },
        b: { type: 'integer', multipleOf: 5, exclusiveMinimum: 0, exclusiveMaximum: 50 },
      }),
    ],
    [
      'strings',
      closed({
        name: { type: 'string', pattern: '^@[a-zA-Z0-9_]+$' },
        mail: { type: 'string', format: 'email' },
        at: { type: 'string', format: 'date-time' },
      }),
    ],
    [
      'arrays',
      closed({ list: { type: 'array', items: { enum: ['a', 'b'], type: 'string' }, minItems: 2, maxItems: 3 } }),
    ],
    [
      'optional by null',
      closed({
        unit: { type: ['string', 'null'], enum: ['F', 'C', null], description: 'unit' },
        fixed: { const: 'x', type: 'string' },
      }),
    ],
    ['nothing', closed({})],
  ])('takes and obeys: %s', (_, json) => {
    readSchema(json, strict);
    expectSound(json, seededRandom(5), 40);
  });

  test.each<readonly [string, Json]>([
    [
      `In context=('properties', 'steps'), 'additionalProperties' is required to be supplied and to be false.`,
      closed({ steps: { type: 'object', properties: {}, required: [] } }),
    ],
    [
      `In context=(), 'additionalProperties' is required to be supplied and to be false.`,
      { type: 'object', properties: {}, additionalProperties: true },
    ],
    [
      `In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'b'.`,
      { ...closed({ a: text, b: text }), required: ['a'] },
    ],
    [
      `In context=('properties', 'a', 'items'), 'required' is required to be supplied and to be an array including every key in properties. Missing 'x'.`,
      closed({ a: { type: 'array', items: { ...closed({ x: text }), required: [] } } }),
    ],
    [
      `In context=(), 'required' is required to be supplied and to be an array including every key in properties. Extra required key 'z' supplied.`,
      { ...closed({ a: text }), required: ['a', 'z'] },
    ],
    [`In context=('properties', 'data'), 'allOf' is not permitted.`, closed({ data: { allOf: [text] } })],
    [
      `In context=('properties', 'data', 'items'), 'oneOf' is not permitted.`,
      closed({ data: { type: 'array', items: { oneOf: [text] } } }),
    ],
    [`In context=('properties', 'a'), 'minLength' is not permitted.`, closed({ a: { type: 'string', minLength: 1 } })],
    [
      `In context=('properties', 'tags'), 'uniqueItems' is not permitted.`,
      closed({ tags: { type: 'array', items: text, uniqueItems: true } }),
    ],
    [
      `In context=('properties', 'a', 'anyOf', '1'), 'patternProperties' is not permitted.`,
      closed({ a: { anyOf: [text, { type: 'object', patternProperties: {} }] } }),
    ],
    [`In context=('$defs', 'x'), 'not' is not permitted.`, closed({}, { $defs: { x: { type: 'string', not: text } } })],
    [
      `In context=('properties', 'value'), schema must have a 'type' key.`,
      closed({ value: { description: 'anything' } }),
    ],
    [`In context=('properties', 'paths'), array schema missing items.`, closed({ paths: { type: 'array' } })],
    [
      `In context=('properties', 'url'), 'uri' is not a valid format.`,
      closed({ url: { type: 'string', format: 'uri' } }),
    ],
    [
      `In context=('properties', 'y', 'items'), reference can only point to definitions defined at the top level of the schema.`,
      closed({ x: { type: 'array', items: text }, y: { type: 'array', items: { $ref: '#/properties/x/items' } } }),
    ],
    [
      `In context=('properties', 'e'), regex lookaround is not supported. Found at $.properties.e.pattern.`,
      closed({ e: { type: 'string', pattern: '^(?!a)b$' } }),
    ],
    [`schema must be a JSON Schema of 'type: "object"', got 'type: "array"'.`, { type: 'array', items: text }],
    [
      `schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`,
      { anyOf: [closed({}), closed({ a: text })] },
    ],
    [`schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`, true],
    [
      `schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.`,
      closed({}, { anyOf: [text] }),
    ],
    [`In context=('properties', 'a'), true is not of type 'object'.`, closed({ a: true })],
  ])('refuses: %s', (message, json) => {
    const fault = faultOf(json);
    expect(fault.message).toBe(`Invalid schema for response_format 'answer': ${message}`);
    expect(fault).toMatchObject({ code: 'invalid_value', param: 'response_format', wireCode: null });
  });

  test('has the limits that OpenAI documents', () => {
    const nested = (levels: number): JsonObject => (levels === 0 ? text : closed({ a: nested(levels - 1) }));
    const nestedObject = (levels: number): JsonObject => closed({ a: nested(levels - 1) });
    readSchema(nestedObject(10), strict);
    expect(faultOf(nestedObject(11)).message).toContain('11 levels of nesting exceeds limit of 10.');
    const many = (count: number): JsonObject =>
      closed(Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, { type: 'null' }])));
    readSchema(many(2000), strict);
    expect(faultOf(many(6000)).message).toContain('6000 parameters exceeds limit of 5000.');
    const choices = (count: number, length: number): JsonObject =>
      closed({
        a: { type: 'string', enum: Array.from({ length: count }, (_, index) => `${index}`.padStart(length, 'x')) },
      });
    readSchema(choices(1000, 5), strict);
    expect(faultOf(choices(1001, 5)).message).toContain(
      "Expected at most 1000 enum values in total within a single schema when using structured outputs, but received 1001. Consider reducing the number of enums, or use 'strict: false' to opt out of structured outputs.",
    );
    expect(faultOf(choices(300, 60)).message).toContain('at most 15000 characters');
    expect(faultOf(choices(100, 1300)).message).toContain('exceeds limit of 120000');
  });

  test('a function tells its own place and code', () => {
    const source: SchemaSource = {
      isStrict: true,
      param: 'tools[0].function.parameters',
      label: "function 'f'",
      wireCode: 'invalid_function_parameters',
      isObject: true,
    };
    expect(faultOf({ type: 'object', properties: { a: text } }, source)).toMatchObject({
      message:
        "Invalid schema for function 'f': In context=(), 'additionalProperties' is required to be supplied and to be false.",
      param: 'tools[0].function.parameters',
      wireCode: 'invalid_function_parameters',
    });
  });
});
