// In: schemas of parameters. Out: proof of what becomes of them when the client left `strict` out.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../contract/json.ts';
import { strictByDefault } from './strict-by-default.ts';

const object = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...rest });
const closed = (properties: JsonObject): JsonObject =>
  object(properties, { required: Object.keys(properties), additionalProperties: false });

describe('a schema is closed', () => {
  const text = { type: 'string', description: 'd', minLength: undefined } as const;
  const { minLength: _, ...plain } = text;
  test.each<[string, JsonObject, JsonObject]>([
    ['at its root', object({ a: plain }, { required: [] }), closed({ a: plain })],
    ['without properties', { type: 'object' }, closed({})],
    ['in its members', object({ a: object({ b: plain }) }), closed({ a: closed({ b: plain }) })],
    [
      'in items',
      object({ a: { type: 'array', items: object({}) } }),
      closed({ a: { type: 'array', items: closed({}) } }),
    ],
    [
      'in choices',
      object({ a: { anyOf: [object({ b: plain }), { type: 'null' }] } }),
      closed({ a: { anyOf: [closed({ b: plain }), { type: 'null' }] } }),
    ],
    [
      'in definitions',
      object({ a: { $ref: '#/$defs/x' } }, { $defs: { x: object({ b: plain }) } }),
      { $defs: { x: closed({ b: plain }) }, ...closed({ a: { $ref: '#/$defs/x' } }) },
    ],
    [
      'with null among its values',
      object({ a: { enum: ['x', null] }, b: { const: null } }),
      closed({ a: { enum: ['x', null] }, b: { const: null } }),
    ],
    ['once only', closed({ a: plain }), closed({ a: plain })],
  ])('%s', (_name, schema, expected) => {
    expect(strictByDefault(schema)).toEqual(expected);
  });

  test('and a member named __proto__ stays one', () => {
    const schema: JsonObject = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}');
    expect(JSON.stringify(strictByDefault(schema))).toBe(
      '{"type":"object","properties":{"__proto__":{"type":"string"}},"required":["__proto__"],"additionalProperties":false}',
    );
  });
});

describe('a schema stays as it is', () => {
  test.each<[string, JsonObject]>([
    ['open', object({}, { additionalProperties: true })],
    ['a map', { type: 'object', additionalProperties: { type: 'string' } }],
    ['free within', object({ a: { type: 'object' } })],
    ['free or null within', object({ a: { type: ['object', 'null'] } })],
    ['with a default', object({ a: { type: 'string', default: 'x' } })],
    ['composed', object({ a: { allOf: [{ type: 'string' }] } })],
    ['composed in a choice', object({ a: { anyOf: [{ not: {} }] } })],
    ['with patterns', object({}, { patternProperties: {} })],
    ['with any items', object({ a: { type: 'array', items: true } })],
    ['with a tuple', object({ a: { type: 'array', items: [{ type: 'string' }] } })],
    ['of no sense', object({ a: 7 })],
    ['with definitions of no sense', object({}, { $defs: { x: 7 } })],
  ])('%s', (_name, schema) => {
    expect(strictByDefault(schema)).toBeNull();
  });
});
