// In: JSON Schemas. Out: their grammars, and a test's verdict on random sentences of them by an independent validator. Knows no keyword.
import { expect } from 'vitest';
import type { Json, JsonObject } from '../contract/json.ts';
import { type Validate, validatorOf } from './ajv-oracle.suite.ts';
import { GbnfSampler, type Random } from './gbnf-sampler.suite.ts';
import { renderGrammar } from './grammar.ts';
import { type CheckedSchema, fitsSchema, grammarOf, readSchema } from './read-schema.ts';
import type { SchemaSource } from './schema-fault.ts';

export const lenient: SchemaSource = {
  isStrict: false,
  param: 'response_format',
  label: "response_format 'answer'",
  wireCode: null,
  isObject: false,
};
export const strict: SchemaSource = { ...lenient, isStrict: true };

export function readLenient(json: Json): CheckedSchema {
  return readSchema(json, lenient);
}

export function textOfGrammar(schema: CheckedSchema): string {
  const { root, rules } = grammarOf(schema, 's-');
  return renderGrammar(root, rules);
}

/** Short, middling and long ones. */
const lengths = [5, 40, 200];

export function expectSound(
  json: JsonObject,
  random: Random,
  sentences: number,
  validate: Validate = validatorOf(json),
): void {
  const schema = readLenient(json);
  const sampler = new GbnfSampler(textOfGrammar(schema));
  for (let index = 0; index < sentences; index += 1) {
    const sentence = sampler.sentence(random, lengths[index % lengths.length]);
    const told = `${sentence} of ${JSON.stringify(json).slice(0, 2000)}`;
    const value = parse(sentence);
    expect(value, told).not.toBeUndefined();
    expect(validate(value), told).not.toBe(false);
    expect(fitsSchema(schema, value ?? null), `fits: ${told}`).toBe(true);
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
