// In: JSON Schemas as clients send them, again and again. Out: each checked, with its grammar, made once. Knows no request.
import type { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import { type CheckedSchema, readSchema } from '../constrain/read-schema.ts';
import type { SchemaSource } from '../constrain/schema-fault.ts';
import { schemaLimits } from '../constrain/schema-limits.ts';
import type { WorkBudget } from '../constrain/text/work-meter.ts';
import type { JsonObject } from '../contract/json.ts';

/** Sizes are in characters of the schemas; a grammar is some times as long. */
export type SchemaMemory = LeastRecentlyUsed<CheckedSchema>;

/** What one request may cost: many functions with costly schemas must not stall the others' streams. */
export function newSchemaBudget(): WorkBudget {
  return { left: schemaLimits.requestWorkUnits };
}

export interface SchemaReading {
  readonly memory: SchemaMemory;
  readonly budget: WorkBudget;
}

export function readSchemaOnce(
  schema: JsonObject,
  source: SchemaSource,
  { memory, budget }: SchemaReading,
): CheckedSchema {
  const key = JSON.stringify([source, schema]);
  const known = memory.get(key);
  if (known !== undefined) return known;
  const checked = readSchema(schema, source, budget);
  memory.set(key, checked, key.length);
  return checked;
}
