// In: a JSON Schema. Out: what an independent validator (ajv) says of values. Knows nothing of grammars.
import { Ajv, type AnySchema } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvDraft04 from 'ajv-draft-04';
import ajvFormats from 'ajv-formats';
import type { Json, JsonObject } from '../contract/json.ts';
import { isArray, isObject } from './json-kind.ts';

const options = {
  strict: false,
  validateFormats: true,
  allErrors: false,
  logger: false,
  multipleOfPrecision: 9,
} as const;

/** Null where the validator cannot tell: it runs for ever (a schema that is only itself), or names a variable that it never wrote. */
export type Validate = (value: unknown) => boolean | null;

/** Throws where ajv takes the schema for broken. */
export function validatorOf(schema: JsonObject): Validate {
  const drafted = chooseDraft(schema);
  const ajv = new drafted.Validator({ ...options, unicodeRegExp: patternsAreUnicode(schema) });
  ajvFormats.default(ajv as Ajv);
  const validate = ajv.compile(drafted.schema as AnySchema);
  return (value) => {
    try {
      return validate(value) === true;
    } catch (error) {
      if (error instanceof RangeError || error instanceof ReferenceError) return null;
      throw error;
    }
  };
}

/** Null where ajv takes the schema for broken, or walks in circles. */
export function validatorIfAny(schema: JsonObject): Validate | null {
  try {
    return validatorOf(schema);
  } catch {
    return null;
  }
}

function chooseDraft(schema: JsonObject) {
  // `$async` would make it answer later.
  const { $schema: draft, $async: _, ...rest } = schema;
  const isDraft04 = typeof draft === 'string' && /draft-0[34]/.test(draft);
  const isNew = usesKeyword(schema, [
    'prefixItems',
    '$dynamicRef',
    'dependentRequired',
    'dependentSchemas',
    'minContains',
  ]);
  if (isDraft04) return { Validator: ajvDraft04.default as unknown as typeof Ajv, schema: rest };
  return { Validator: isNew ? (Ajv2020 as unknown as typeof Ajv) : Ajv, schema: rest };
}

function usesKeyword(json: Json, names: readonly string[]): boolean {
  if (isArray(json)) return json.some((item) => usesKeyword(item, names));
  return (
    isObject(json) && Object.entries(json).some(([key, value]) => names.includes(key) || usesKeyword(value, names))
  );
}

function patternsAreUnicode(json: Json): boolean {
  if (isArray(json)) return json.every(patternsAreUnicode);
  if (!isObject(json)) return true;
  return Object.entries(json).every(([key, value]) => {
    if (key === 'pattern' && typeof value === 'string') return isUnicode(value);
    if (key === 'patternProperties' && isObject(value) && !Object.keys(value).every(isUnicode)) return false;
    return patternsAreUnicode(value);
  });
}

function isUnicode(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
