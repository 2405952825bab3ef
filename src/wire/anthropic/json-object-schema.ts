// In: nothing. Out: a schema for JSON that is handed on (a tool's schema, its input): text made well-formed, depth bounded, so that
// nobody behind it meets a hostile one. Knows no member by name.
import * as z from 'zod';
import type { Json, JsonObject } from '../../contract/json.ts';
import { isJsonObject } from '../openai/is-json-object.ts';

const mostLevels = 64;

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

function wellFormedObject(value: object): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]));
}

function wellFormed(value: unknown): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  return typeof value === 'object' && value !== null ? wellFormedObject(value) : null;
}

export function jsonObject() {
  return z
    .custom<Readonly<Record<string, unknown>>>(isJsonObject, { error: 'an object' })
    .transform((value, context): JsonObject => {
      if (!isDeeperThan(value, mostLevels)) return wellFormedObject(value);
      const message = `an object of at most ${mostLevels} levels`;
      context.issues.push({ code: 'custom', message, input: value, path: [] });
      return z.NEVER;
    });
}
