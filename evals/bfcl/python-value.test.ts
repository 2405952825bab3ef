// In: any JSON. Out: what Python would keep is kept, and Python's equality holds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEqual, type PythonValue, parsePython, typeOf, writePython } from './python-value.ts';

const pythonValues = fc.letrec<{ value: PythonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.bigInt(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.string(),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value'), { noNullPrototype: true }),
  ),
})).value;

test('what is written reads back the same, ints as ints and floats as floats', () => {
  fc.assert(
    fc.property(pythonValues, (value) => {
      expect(parsePython(writePython(value))).toEqual(value);
    }),
  );
});

test('it is JSON for everybody else', () => {
  expect(writePython(parsePython('{"a":[1,1.0,-2e3,"x"],"b":null}'))).toBe('{"a": [1, 1.0, -2000.0, "x"], "b": null}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(writePython(parsePython(JSON.stringify(value))))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test.each([
  ['1', 'int'],
  ['-0', 'int'],
  ['1.0', 'float'],
  ['1e3', 'float'],
  ['"1"', 'str'],
  ['null', 'NoneType'],
  ['true', 'bool'],
  ['[1]', 'list'],
  ['{}', 'dict'],
])('%s is of type %s', (text, type) => {
  expect(typeOf(parsePython(text))).toBe(type);
});

test.each([
  ['1', '1.0', true],
  ['1', 'true', true],
  ['0.0', 'false', true],
  ['1', '"1"', false],
  ['[1, 2]', '[1.0, 2]', true],
  ['[1, 2]', '[2, 1]', false],
  ['[]', '{}', false],
  ['{"a": 1, "b": [2]}', '{"b": [2.0], "a": 1}', true],
  ['{"a": 1}', '{"a": 1, "b": null}', false],
  ['{"__proto__": 1}', '{}', false],
  ['9007199254740993', '9007199254740992', false],
  ['null', 'false', false],
  ['""', 'false', false],
])('%s == %s is %s, from both sides', (left, right, expected) => {
  expect(isEqual(parsePython(left), parsePython(right))).toBe(expected);
  expect(isEqual(parsePython(right), parsePython(left))).toBe(expected);
});
