// In: parameters as Java and JavaScript source. Out: the values that BFCL reads in them, its oddities included.
import { expect, test } from 'vitest';
import { readJava } from './read-java.ts';
import { readJavascript } from './read-javascript.ts';

test.each([
  ['"a"', 'String', null, 'a'],
  ['\'a"', 'String', null, '\'a"'],
  ['a', 'String', null, 'a'],
  ['-12', 'integer', null, -12n],
  ['1.5', 'integer', null, '1.5'],
  ['12', 'float', null, 12],
  ['1e3', 'float', null, '1e3'],
  ['12n', 'Bigint', null, 12n],
  ['12', 'Bigint', null, '12'],
  ['false', 'Boolean', null, false],
  ['no', 'Boolean', null, 'no'],
  ['f(x)', 'any', null, 'f(x)'],
  ['["a", \'b\', c]', 'array', 'String', ['a', 'b', 'c']],
  ['[]', 'array', 'String', []],
  [' [1, 2.5] ', 'array', 'float', [1, 2.5]],
  ['new Array(1, 2)', 'array', 'integer', [1n, 2n]],
  [
    '[[1, 2], [3.5, "x"]]',
    'array',
    'array',
    [
      [1n, 2n],
      [3.5, 'x'],
    ],
  ],
  ['new Array([1], [true])', 'array', 'array', [[1n], [true]]],
  ['["a, b"]', 'array', 'String', ['"a', 'b"']],
  ['list', 'array', 'String', 'list'],
  ['{}', 'dict', null, {}],
  ['{a: 1, "b": "x", \'c\': [1, "y"], d: true}', 'dict', null, { a: 1n, b: 'x', c: [1n, 'y'], d: true }],
  ['{a: "5"}', 'dict', null, { a: 5n }],
  ['options', 'dict', null, 'options'],
] as const)('JavaScript %s as %s', (source, type, typeInside, expected) => {
  expect(readJavascript(source, type, typeInside)).toEqual(expected);
});

test.each([
  ['5', 'integer', null, 5n],
  ['CONSTANT', 'integer', null, 'CONSTANT'],
  ['5L', 'long', null, 5n],
  ['5', 'long', null, '5'],
  ['1.5f', 'float', null, 1.5],
  ['1.5', 'float', null, '1.5'],
  ['1.5e2', 'double', null, 150],
  ['true', 'boolean', null, true],
  ["'c'", 'char', null, "'c'"],
  ['"text"', 'String', null, '"text"'],
  ['new int[]{1, 2}', 'Array', 'integer', [1n, 2n]],
  ['new String[] {a, "b"}', 'Array', 'String', ['a', '"b"']],
  ['new String[]{}', 'Array', 'String', []],
  ['names', 'Array', 'String', 'names'],
  ['new ArrayList<String>(Arrays.asList("a", "b"))', 'ArrayList', 'String', ['a', 'b']],
  ['new ArrayList<>() {{ add(1); add(2); }}', 'ArrayList', 'integer', [1n, 2n]],
  ['new ArrayList<>()', 'ArrayList', 'any', []],
  [
    'new HashMap<String, Object>() {{ put("a", 1); put("b", "x"); put("c", 2L); }}',
    'HashMap',
    null,
    { a: 1n, b: 'x', c: 2n },
  ],
  ['new HashMap<>()', 'HashMap', null, {}],
  ['map', 'HashMap', null, 'map'],
] as const)('Java %s as %s', (source, type, typeInside, expected) => {
  expect(readJava(source, type, typeInside)).toEqual(expected);
});
