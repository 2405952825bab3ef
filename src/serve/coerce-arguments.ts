// In: the arguments that a model wrote, and the JSON Schema they are for. Out: the same arguments with what was only written in the wrong
// type put right: `"5"` for a number, one item for a list of one, an enum in other letter case. Pure; checks nothing.
import type { Json, JsonObject } from '../contract/json.ts';

const deepest = 32;

export function coerceArguments(value: Json, schema: Json | undefined, depth = 0): Json {
  if (depth > deepest || !isObject(schema)) return value;
  const types = typesOf(schema);
  const typed = isOneOf(value, types) ? value : retyped(value, types);
  const { enum: choices } = schema;
  if (Array.isArray(choices)) return nearestChoice(typed, choices);
  if (Array.isArray(typed)) return typed.map((item) => coerceArguments(item, schema['items'], depth + 1));
  if (isObject(typed)) return coerceMembers(typed, schema, depth);
  return typed;
}

function coerceMembers(value: JsonObject, schema: JsonObject, depth: number): JsonObject {
  const properties = schema['properties'];
  const known = isObject(properties) ? properties : {};
  const isClosed = schema['additionalProperties'] === false;
  const required = schema['required'];
  const isRequired = (key: string): boolean => Array.isArray(required) && required.includes(key);
  const kept = Object.entries(value).filter(([key, inner]) => {
    if (!Object.hasOwn(known, key)) return !isClosed;
    // A model that leaves out an optional argument often says so with null.
    return inner !== null || isRequired(key) || isOneOf(null, typesOf(known[key]));
  });
  return Object.fromEntries(kept.map(([key, inner]) => [key, coerceArguments(inner, known[key], depth + 1)]));
}

function retyped(value: Json, types: readonly string[]): Json {
  for (const type of types) {
    const changed = retypedAs(value, type);
    if (changed !== undefined) return changed;
  }
  return value;
}

function retypedAs(value: Json, type: string): Json | undefined {
  switch (type) {
    case 'number':
    case 'integer': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
      return Number.isFinite(number) && (type === 'number' || Number.isInteger(number)) ? number : undefined;
    }
    case 'boolean':
      return typeof value === 'string' && /^(?:true|false)$/i.test(value) ? value.toLowerCase() === 'true' : undefined;
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
    case 'array': {
      const parsed = parsedText(value);
      if (Array.isArray(parsed)) return parsed;
      return value === null || isObject(value) ? undefined : [value];
    }
    case 'object': {
      const parsed = parsedText(value);
      return isObject(parsed) ? parsed : undefined;
    }
    default:
      return undefined;
  }
}

function parsedText(value: Json): Json | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}

function nearestChoice(value: Json, choices: readonly Json[]): Json {
  if (typeof value !== 'string' || choices.includes(value)) return value;
  const folded = value.trim().toLowerCase();
  const near = choices.filter((choice) => typeof choice === 'string' && choice.toLowerCase() === folded);
  return near.length === 1 ? (near[0] ?? value) : value;
}

function typesOf(schema: Json | undefined): readonly string[] {
  const type = isObject(schema) ? schema['type'] : undefined;
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((item) => typeof item === 'string') : [];
}

function isOneOf(value: Json, types: readonly string[]): boolean {
  return types.length === 0 || types.some((type) => isOfType(value, type));
}

function isOfType(value: Json, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return typeof value === type;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
