// In: a member that holds a JSON object of the client's own making, such as a JSON Schema. Out: the object with its text well-formed, or
// an issue where it is nested too deep to be walked. What it says is read elsewhere.
import * as z from 'zod';
import type { Json, JsonObject } from '../../contract/json.ts';
import { isJsonObject } from './is-json-object.ts';
import type { IssueFault } from './issue-fault.ts';

const deepest = 128;

/** Null where it is nested too deep. JSON.parse made the value, so what is no text, list or object is JSON as it stands. */
function wellFormed(value: unknown, depth: number): Json | undefined {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value as Json;
  if (depth === 0) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => wellFormed(item, depth - 1));
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  const entries = Object.entries(value).map(
    ([key, inner]) => [key.toWellFormed(), wellFormed(inner, depth - 1)] as const,
  );
  return entries.some(([, inner]) => inner === undefined) ? undefined : (Object.fromEntries(entries) as JsonObject);
}

export const jsonObject = z
  .custom<Readonly<Record<string, unknown>>>(isJsonObject, { error: 'an object' })
  .transform((value, context): JsonObject => {
    const copy = wellFormed(value, deepest);
    if (copy !== undefined) return copy as JsonObject;
    const message = `Invalid object: it is nested deeper than ${deepest} levels.`;
    const fault: IssueFault = { code: 'invalid_value', wireCode: null, message };
    context.issues.push({ code: 'custom', params: { fault }, input: value, path: [] });
    return z.NEVER;
  });
