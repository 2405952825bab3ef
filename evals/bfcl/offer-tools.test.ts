// In: function documents of our own in BFCL's form. Out: the tools that BFCL's handler for OpenAI models would offer.
import { expect, test } from 'vitest';
import { type BfclCategory, languageOf } from './bfcl-row.ts';
import { offerTools } from './offer-tools.ts';
import { isDict, type PythonDict, parsePython, writePython } from './python-value.ts';

function offered(category: BfclCategory, properties: string): unknown {
  const whole = parsePython(
    `{"name": "shop.v2.find", "description": "Finds.", "parameters": {"type": "dict", "properties": ${properties}, "required": []}}`,
  );
  const parsed = parsePython(properties);
  const members = isDict(parsed) ? (parsed as Readonly<Record<string, PythonDict>>) : {};
  const [tool] = offerTools({
    id: 'row',
    category,
    language: languageOf(category),
    messages: [],
    functions: [{ name: 'shop.v2.find', properties: members, required: [], whole: isDict(whole) ? whole : {} }],
    accepted: [],
  });
  return JSON.parse(writePython(tool ?? null));
}

test('Python types become those of JSON Schema, at every depth', () => {
  const properties = `{
    "a": {"type": "dict", "description": "A.", "properties": {"b": {"type": "float", "description": "B."}, "c": {"type": "any"}}},
    "d": {"type": "tuple", "items": {"type": "array", "items": {"type": "float"}}, "default": 1.0},
    "e": {"description": "No type."}
  }`;
  expect(offered('simple_python', properties)).toEqual({
    type: 'function',
    function: {
      name: 'shop_v2_find',
      description: 'Finds. Note that the provided function is in Python 3 syntax.',
      parameters: {
        type: 'object',
        properties: {
          a: {
            type: 'object',
            description: 'A.',
            properties: {
              b: { type: 'number', format: 'float', description: 'B. This is a float type value.' },
              c: { type: 'string' },
            },
          },
          d: { type: 'array', items: { type: 'array', items: { type: 'number' } }, default: 1 },
          e: { type: 'string', description: 'No type.' },
        },
        required: [],
      },
    },
  });
});

test('JavaScript parameters are texts that say what to write', () => {
  const properties = `{
    "a": {"type": "any", "description": "A."},
    "b": {"type": "array", "description": "B.", "items": {"type": "String"}},
    "c": {"type": "dict", "description": "C.", "properties": {"d": {"type": "float", "default": 1.0}}}
  }`;
  expect(offered('simple_javascript', properties)).toMatchObject({
    function: {
      description: 'Finds. Note that the provided function is in JavaScript syntax.',
      parameters: {
        properties: {
          a: {
            type: 'string',
            description: 'A. This parameter can be of any type of JavaScript object in string representation.',
          },
          b: {
            type: 'string',
            description:
              'B. This is JavaScript array type parameter in string representation. The list elements are of type String; they are not in string representation.',
          },
          c: {
            type: 'string',
            description:
              'C. This is JavaScript dict type parameter in string representation. The dictionary entries have the following schema; they are not in string representation. {"d": {"type": "float", "default": 1.0}}',
          },
        },
      },
    },
  });
  expect(JSON.stringify(offered('simple_javascript', properties))).not.toMatch(/"items"|"properties":{"d"/);
});

test('Java parameters are texts that say what to write', () => {
  expect(
    offered('simple_java', '{"a": {"type": "ArrayList", "description": "A.", "items": {"type": "long"}}}'),
  ).toMatchObject({
    function: {
      description: 'Finds. Note that the provided function is in Java 8 SDK syntax.',
      parameters: {
        properties: {
          a: {
            type: 'string',
            description:
              'A. This is Java ArrayList type parameter in string representation. The list elements are of type long; they are not in string representation.',
          },
        },
      },
    },
  });
});
