// In: schemas and values. Out: whether they fit, also where the grammar writes less than the schema allows.
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../contract/json.ts';
import { readLenient } from './check-soundness.suite.ts';
import { fitsSchema } from './read-schema.ts';

const open: JsonObject = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };

describe('a value fits', () => {
  test.each<readonly [JsonObject, readonly Json[], readonly Json[]]>([
    [open, [{ a: 1 }, { a: 1.0, other: [] }, { z: 1, a: 2 }], [{}, { a: 'x' }, [], null]],
    [
      { type: 'array', uniqueItems: true },
      [
        [1, 2, '1'],
        [
          { a: 1, b: 2 },
          { b: 1, a: 2 },
        ],
      ],
      [
        [1, 1],
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      ],
    ],
    [{ minLength: 2, maxLength: 2 }, ['ab', '😀😀', 5, null], ['a', '😀', 'abc']],
    [{ type: 'number', multipleOf: 0.01 }, [0.07, 19.99, 3, -4.35], [0.075]],
    [{ type: 'string', format: 'email' }, ['"odd one"@example.com', 'a@b'], ['a']],
    [
      { type: 'string', format: 'date-time' },
      ['2024-01-01T00:00:00Z', '2024-01-01t23:59:60+00:00'],
      ['2024-01-32T00:00:00Z', 'now'],
    ],
    [{ oneOf: [{ type: 'integer' }, { minimum: 5 }] }, [3, 5.5, 'x'], [5, 6]],
    [
      { contains: { const: 1 }, minContains: 2, maxContains: 2 },
      [
        [1, 1],
        [1, 2, 1],
      ],
      [[1], [1, 1, 1]],
    ],
    [
      {
        propertyNames: { pattern: '^a' },
        patternProperties: { b$: { type: 'null' } },
        additionalProperties: { type: 'boolean' },
      },
      [{ ab: null, aa: true }],
      [{ ab: true }, { b: null }, { aa: null }],
    ],
    [{ prefixItems: [{ type: 'string' }], items: false }, [['a'], []], [['a', 1], [1]]],
    [{ enum: [{ a: [1, 2], b: null }] }, [{ b: null, a: [1, 2] }], [{ a: [2, 1], b: null }]],
    [{ dependentSchemas: { a: { required: ['b'] } } }, [{ b: 1 }, { a: 1, b: 2 }, 5], [{ a: 1 }]],
  ])('%j', (json, fitting, unfitting) => {
    const schema = readLenient(json);
    for (const value of fitting) expect(fitsSchema(schema, value), JSON.stringify(value)).toBe(true);
    for (const value of unfitting) expect(fitsSchema(schema, value), JSON.stringify(value)).toBe(false);
  });

  test('whatever prototypes hold', () => {
    const json: JsonObject = {
      type: 'object',
      properties: { toString: { type: 'string' } },
      required: ['constructor'],
    };
    const schema = readLenient(json);
    const withPrototype: Json = JSON.parse('{"constructor":1,"__proto__":2}');
    expect(fitsSchema(schema, {})).toBe(false);
    expect(fitsSchema(schema, { constructor: 1 })).toBe(true);
    expect(fitsSchema(schema, { constructor: 1, toString: 2 })).toBe(false);
    expect(fitsSchema(schema, withPrototype)).toBe(true);
  });
});
