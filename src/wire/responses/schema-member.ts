// In: a member that holds a JSON Schema. Out: the object, as deep as it may be and no deeper: it is walked, rendered and echoed, and
// none of that may exhaust the stack. What the schema says is checked elsewhere.
import * as z from 'zod';
import type { JsonObject } from '../../contract/json.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { IssueFault } from '../openai/issue-fault.ts';

/** Each level of a schema takes about two of JSON's. */
const maxLevels = 256;

function isDeeperThan(value: unknown, levels: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}

export function schemaMember() {
  // What JSON.parse gave as an object is one.
  return z.custom<JsonObject>(isJsonObject, { error: 'an object' }).superRefine((schema, context) => {
    if (!isDeeperThan(schema, maxLevels)) return;
    const fault: IssueFault = {
      code: 'invalid_value',
      wireCode: null,
      message: `Invalid schema: it is nested deeper than ${maxLevels} levels.`,
    };
    context.issues.push({ code: 'custom', params: { fault }, input: schema, path: [] });
  });
}
