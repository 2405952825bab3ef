// In: JSON Schemas as clients send them, again and again. Out: each checked, with its grammar, made once. Knows no request.
import type { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import { type CheckedSchema, readSchema } from '../constrain/read-schema.ts';
import type { SchemaSource } from '../constrain/schema-fault.ts';
import type { JsonObject } from '../contract/json.ts';

/** Sizes are in characters of the schemas; a grammar is some times as long. */
export type SchemaMemory = LeastRecentlyUsed<CheckedSchema>;

export function readSchemaOnce(schema: JsonObject, source: SchemaSource, memory: SchemaMemory): CheckedSchema {
  const key = JSON.stringify([source, schema]);
  const known = memory.get(key);
  if (known !== undefined) return known;
  const checked = readSchema(schema, source);
  memory.set(key, checked, key.length);
  return checked;
}
