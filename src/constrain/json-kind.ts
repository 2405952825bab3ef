// In: a JSON value. Out: whether it is an object or an array. Knows no schema.
import type { Json, JsonObject } from '../contract/json.ts';

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !isArray(json);
}

export function isArray(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}
