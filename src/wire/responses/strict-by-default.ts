// In: the parameters of a function whose `strict` the client left out. Out: the same as OpenAI then takes them: every object closed
// and all of its members required; or null where the schema says what that would change beyond recognition. Pure.
import type { Json, JsonObject } from '../../contract/json.ts';
import { isJsonObject } from '../openai/is-json-object.ts';

/** What a strict schema may say and needs no change for. */
const keptWords = new Set([
  '$ref',
  'const',
  'description',
  'enum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'format',
  'maximum',
  'maxItems',
  'minimum',
  'minItems',
  'multipleOf',
  'pattern',
  'title',
  'type',
]);

const objectWords = new Set(['additionalProperties', 'properties', 'required']);

function closedMap(schemas: Json): JsonObject | null {
  if (!isJsonMap(schemas)) return null;
  const closed: [string, Json][] = [];
  for (const [name, schema] of Object.entries(schemas)) {
    const inner = closedSchema(schema);
    if (inner === null) return null;
    closed.push([name, inner]);
  }
  return Object.fromEntries(closed);
}

function closedWord(word: string, value: Json): Json | null {
  if (keptWords.has(word)) return value;
  if (word === 'items') return closedSchema(value);
  if (word === '$defs' || word === 'definitions') return closedMap(value);
  if (word !== 'anyOf' || !Array.isArray(value)) return null;
  const inner = value.map((schema: Json) => closedSchema(schema));
  return inner.every((schema) => schema !== null) ? inner : null;
}

/** An object without `properties` is a free one: closing it would empty it. */
function closedObject(schema: JsonObject): JsonObject | null {
  const properties = closedMap(schema['properties'] ?? null);
  if (properties === null || (schema['additionalProperties'] ?? false) !== false) return null;
  return { properties, required: Object.keys(properties), additionalProperties: false };
}

function closedSchema(schema: Json): JsonObject | null {
  if (!isJsonMap(schema)) return null;
  const closed: [string, Json][] = [];
  for (const [word, value] of Object.entries(schema)) {
    if (objectWords.has(word)) continue;
    const inner = closedWord(word, value);
    if (inner === null && value !== null) return null;
    closed.push([word, inner]);
  }
  const types = [schema['type'] ?? null].flat();
  const isObject = types.includes('object') || [...objectWords].some((word) => Object.hasOwn(schema, word));
  const object = isObject ? closedObject(schema) : {};
  return object === null ? null : { ...Object.fromEntries(closed), ...object };
}

function isJsonMap(value: Json): value is JsonObject {
  return isJsonObject(value);
}

export function strictByDefault(parameters: JsonObject): JsonObject | null {
  const isEmpty = !Object.hasOwn(parameters, 'properties') && (parameters['additionalProperties'] ?? false) === false;
  return closedSchema(isEmpty ? { ...parameters, properties: {} } : parameters);
}
