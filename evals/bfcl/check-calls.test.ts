// In: rows of our own. Out: every rule of the comparison accepts what it should and refuses what it should, with its reason.
import { expect, test } from 'vitest';
import type { BfclCategory, BfclRow } from './bfcl-row.ts';
import { languageOf } from './bfcl-row.ts';
import { checkCalls } from './check-calls.ts';
import { isDict, isList, type PythonDict, type PythonValue, parsePython } from './python-value.ts';

function row(category: BfclCategory, properties: string, required: string[], accepted: readonly string[]): BfclRow {
  const dict = (text: string): PythonDict => {
    const value = parsePython(text);
    if (!isDict(value)) throw new Error('no object');
    return value;
  };
  const members = (value: PythonValue | undefined) => (isDict(value) ? value : {});
  const parameters = Object.entries(dict(properties)).map(([name, value]) => [name, members(value)] as const);
  return {
    id: 'row',
    category,
    language: languageOf(category),
    messages: [],
    functions: ['shop.find', 'shop.buy'].map((name) => ({
      name,
      properties: Object.fromEntries(parameters),
      required,
      whole: {},
    })),
    accepted: accepted.map((text) => ({
      name: 'shop.find',
      parameters: Object.fromEntries(
        Object.entries(dict(text)).map(([name, options]) => [name, isList(options) ? options : []] as const),
      ),
    })),
  };
}

function check(asked: BfclRow, ...calls: readonly (string | readonly [string, string])[]): string {
  const made = calls.map((call) => {
    const [name, text] = typeof call === 'string' ? (['shop_find', call] as const) : call;
    const values = parsePython(text);
    return { name, values: isDict(values) ? values : {} };
  });
  return checkCalls(asked, made)?.code ?? 'right';
}

const one = (type: string, options: string) => row('simple_python', `{"x": ${type}}`, [], [`{"x": ${options}}`]);

const find = row(
  'simple_python',
  '{"name": {"type": "string"}, "count": {"type": "integer"}, "note": {"type": "string"}}',
  ['name'],
  ['{"name": ["Red shoes"], "count": [2, ""]}'],
);

test.each([
  ['{"name": "Red shoes", "count": 2}', 'right'],
  ['{"name": "Red shoes"}', 'right'],
  ['{"name": "red-SHOES."}', 'right'],
  ['{"count": 2}', 'missing-required'],
  ['{"name": "Red shoes", "colour": "red"}', 'unknown-parameter'],
  ['{"name": "Red shoes", "note": "documented, but not expected"}', 'unknown-parameter'],
  ['{"name": "Red shoes", "constructor": 1}', 'unknown-parameter'],
  ['{"name": "Red shoes", "count": 3}', 'wrong-value'],
  ['{"name": "Red shoes", "count": "2"}', 'wrong-type'],
  ['{"name": "Red shoes", "count": null}', 'wrong-type'],
  ['{"name": "Blue shoes"}', 'wrong-value'],
])('one call: %s is %s', (call, expected) => {
  expect(check(find, call)).toBe(expected);
});

test('the name is the one offered, with underscores, and the number of calls is right', () => {
  expect(check(find, ['shop.find', '{"name": "Red shoes"}'])).toBe('wrong-name');
  expect(check(find, ['shop_buy', '{"name": "Red shoes"}'])).toBe('wrong-name');
  expect(check(find, '{"name": "Red shoes"}', '{"name": "Red shoes"}')).toBe('wrong-count');
  expect(check(find)).toBe('no-call');
  expect(check(row('simple_python', '{}', [], ['{"must": [1]}']), '{}')).toBe('missing-optional');
});

test.each([
  ['{"type": "float"}', '[5.0]', '5', 'right'],
  ['{"type": "float"}', '[0.5]', '0.50', 'right'],
  ['{"type": "integer"}', '[5]', '5.0', 'wrong-type'],
  ['{"type": "integer"}', '[1]', 'true', 'wrong-type'],
  ['{"type": "boolean"}', '[true]', '1', 'wrong-type'],
  ['{"type": "boolean"}', '[true]', 'true', 'right'],
  ['{"type": "string"}', '["it\'s"]', '"It\\"s"', 'right'],
  ['{"type": "string"}', '["a", ""]', '""', 'right'],
  ['{"type": "string"}', '["a:b"]', '"ab"', 'wrong-value'],
  ['{"type": "any"}', '["x"]', '"X"', 'right'],
  // The row accepts a variable's name: another type than documented, and compared as it stands.
  ['{"type": "integer"}', '["LIMIT"]', '"LIMIT"', 'right'],
  ['{"type": "integer"}', '["LIMIT"]', '"limit"', 'wrong-value'],
  ['{"type": "integer"}', '["LIMIT"]', '5', 'wrong-value'],
  ['{"type": "array", "items": {"type": "string"}}', '[["New York", "b"]]', '["new york", "B"]', 'right'],
  ['{"type": "array", "items": {"type": "string"}}', '[["a", "b"]]', '["b", "a"]', 'wrong-value'],
  ['{"type": "array", "items": {"type": "string"}}', '[["a", "b"]]', '["a", 1]', 'wrong-type'],
  ['{"type": "array", "items": {"type": "string"}}', '[["a"]]', '"a"', 'wrong-type'],
  ['{"type": "array", "items": {"type": "string"}}', '[["a"], ""]', '[]', 'right'],
  ['{"type": "array", "items": {"type": "integer"}}', '[[1], [1, 2]]', '[1, 2]', 'right'],
  // An int does for a float, but not inside a list.
  ['{"type": "array", "items": {"type": "float"}}', '[[1.0, 2.5]]', '[1.0, 2.5]', 'right'],
  ['{"type": "array", "items": {"type": "float"}}', '[[1.0, 2.5]]', '[1, 2.5]', 'wrong-type'],
  ['{"type": "tuple", "items": {"type": "float"}}', '[[1.0]]', '[1.0]', 'right'],
  ['{"type": "dict"}', '[{"city": ["Rome", "Roma"], "days": [2, ""]}]', '{"city": "roma"}', 'right'],
  ['{"type": "dict"}', '[{"city": ["Rome", "Roma"], "days": [2, ""]}]', '{"days": 2}', 'wrong-value'],
  ['{"type": "dict"}', '[{"city": ["Rome"]}]', '{"city": "Rome", "x": 1}', 'wrong-value'],
  ['{"type": "dict"}', '[{"city": ["Rome"]}]', '{"city": "Oslo"}', 'wrong-value'],
  ['{"type": "array", "items": {"type": "dict"}}', '[[{"a": [1]}, {"a": [2]}]]', '[{"a": 1}, {"a": 2}]', 'right'],
  ['{"type": "array", "items": {"type": "dict"}}', '[[{"a": [1]}, {"a": [2]}]]', '[{"a": 2}, {"a": 1}]', 'wrong-value'],
  ['{"type": "array", "items": {"type": "dict"}}', '[[{"a": [1]}]]', '[{"a": 1}, {"a": 1}]', 'wrong-value'],
])('%s accepting %s: %s is %s', (type, options, value, expected) => {
  expect(check(one(type, options), `{"x": ${value}}`)).toBe(expected);
});

const two = row('parallel', '{"n": {"type": "integer"}}', ['n'], ['{"n": [1]}', '{"n": [1, 2]}']);

test('several calls fit in any order, each once', () => {
  expect(check(two, '{"n": 1}', '{"n": 2}')).toBe('right');
  expect(check(two, '{"n": 2}', '{"n": 1}')).toBe('right');
  expect(check(two, '{"n": 2}', '{"n": 2}')).toBe('wrong-value');
  expect(check(two, '{"n": 1}')).toBe('wrong-count');
  expect(check(two, ['shop_buy', '{"n": 1}'], '{"n": 3}')).toBe('wrong-value');
});

test('irrelevance is right without a call', () => {
  const irrelevant = row('irrelevance', '{}', [], []);
  expect(check(irrelevant)).toBe('right');
  expect(check(irrelevant, '{}')).toBe('call-made');
});

test.each([
  ['simple_javascript', '{"type": "Boolean"}', '[true]', '"true"', 'right'],
  ['simple_javascript', '{"type": "Boolean"}', '[true]', 'true', 'wrong-type'],
  ['simple_javascript', '{"type": "float"}', '[3.0]', '"3"', 'right'],
  [
    'simple_javascript',
    '{"type": "array", "items": {"type": "String"}}',
    '[["a", "b"]]',
    '"[\'a\', \\"b\\"]"',
    'right',
  ],
  ['simple_javascript', '{"type": "array", "items": {"type": "String"}}', '["items"]', '"items"', 'right'],
  ['simple_javascript', '{"type": "dict"}', '[{"a": [1], "b": ["x"]}]', '"{a: 1, b: \'x\'}"', 'right'],
  ['simple_javascript', '{"type": "dict"}', '[{"a": [1]}]', '{"a": 1}', 'wrong-type'],
  ['simple_java', '{"type": "long"}', '[5]', '"5L"', 'right'],
  ['simple_java', '{"type": "long"}', '[5]', '"5"', 'wrong-type'],
  ['simple_java', '{"type": "HashMap"}', '[{"a": [1]}]', '"new HashMap<>() {{ put(\\"a\\", 1); }}"', 'right'],
] as const)('%s, %s accepting %s: %s is %s', (category, type, options, value, expected) => {
  expect(check(row(category, `{"x": ${type}}`, [], [`{"x": ${options}}`]), `{"x": ${value}}`)).toBe(expected);
});
