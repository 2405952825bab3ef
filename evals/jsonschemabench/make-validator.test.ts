// In: schemas in the idioms of every draft. Out: each is judged by its own draft's rules, formats included.
import { expect, test } from 'vitest';
import { makeValidator } from './make-validator.ts';

const draft04 = 'http://json-schema.org/draft-04/schema#';

test.each([
  [{ $schema: draft04, maximum: 5, exclusiveMaximum: true }, 'draft-04', 4, 5],
  [{ $schema: 'http://json-schema.org/draft-06/schema#', exclusiveMaximum: 5 }, 'draft-07', 4, 5],
  [{ $schema: 'http://json-schema.org/draft-07/schema', items: [{ type: 'string' }] }, 'draft-07', ['a'], [1]],
  [{ $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [{ const: 1 }] }, '2020-12', [1], [2]],
  [{ type: 'object', additionalProperties: false, properties: { a: {} } }, '2020-12', { a: 1 }, { b: 1 }],
  [{ minimum: 5, exclusiveMinimum: true }, 'draft-04', 6, 5],
  [{ id: 'http://example.org/x', type: 'string' }, '2020-12', 'a', 1],
  [
    { $schema: draft04, id: 'http://example.org/x', $ref: '#/definitions/a', definitions: { a: { enum: [1] } } },
    'draft-04',
    1,
    2,
  ],
  // What stands beside a $ref does not count in early drafts.
  [{ $schema: draft04, $ref: '#/definitions/a', maximum: 0, definitions: { a: { enum: [1] } } }, 'draft-04', 1, 'x'],
  [{ format: 'date-time' }, '2020-12', '2026-01-31T10:00:00Z', '2026-01-32T10:00:00Z'],
  [{ format: 'uuid' }, '2020-12', '123e4567-e89b-12d3-a456-426614174000', 'uuid'],
  [{ pattern: '^[a-z]{2}$' }, '2020-12', 'ab', 'abc'],
  // Not to be had with the u flag.
  [{ pattern: "^[\\'a]+$" }, '2020-12', "a'", 'b'],
])('%j', (schema, dialect, good, bad) => {
  const validator = makeValidator(schema);
  expect(validator?.dialect).toBe(dialect);
  expect(validator?.validate(good)).toBeNull();
  expect(validator?.validate(bad)).toMatch(/./);
});

test('a format that JSON Schema does not know says nothing', () => {
  expect(makeValidator({ format: 'url' })?.validate('anything')).toBeNull();
});

test('two schemas may have the same id', () => {
  const [first, second] = [1, 2].map((value) => makeValidator({ $id: 'http://example.org/same', const: value }));
  expect(first?.validate(1)).toBeNull();
  expect(second?.validate(2)).toBeNull();
});

test('what no draft takes is not judged', () => {
  expect(makeValidator({ pattern: '(' })).toBeNull();
  expect(makeValidator({ $ref: '#/definitions/missing' })).toBeNull();
});
