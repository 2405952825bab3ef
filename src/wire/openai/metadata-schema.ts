// In: the member `metadata`. Out: up to 16 pairs of text, or an issue for the first faulty one. Knows no other member.
import * as z from 'zod';
import { countCodePoints } from '../../base/count-code-points.ts';
import { isJsonObject } from './is-json-object.ts';
import type { IssueFault } from './issue-fault.ts';
import { shortenEcho } from './shorten-echo.ts';

const maxPairs = 16;
const maxKeyLength = 64;
const maxValueLength = 512;

function faultOfKey(key: string): IssueFault | null {
  const length = countCodePoints(key);
  if (length <= maxKeyLength) return null;
  const message =
    `Invalid property name in 'metadata': '${shortenEcho(key)}' is too long. ` +
    `Expected a string with maximum length ${maxKeyLength}, but got a string with length ${length} instead.`;
  return { code: 'too_long', wireCode: 'property_name_above_max_length', message };
}

function issueOfPair(key: string, value: unknown): z.core.$ZodRawIssue | null {
  const fault = faultOfKey(key);
  const path = [key];
  if (fault !== null) return { code: 'custom', params: { fault }, input: value, path };
  if (typeof value !== 'string') {
    return { code: 'invalid_type', expected: 'string', message: 'a string', input: value, path };
  }
  if (countCodePoints(value) <= maxValueLength) return null;
  return { code: 'too_big', origin: 'string', maximum: maxValueLength, inclusive: true, input: value, path };
}

export const metadataSchema = z
  .custom<Readonly<Record<string, unknown>>>(isJsonObject, { error: 'a metadata object' })
  .superRefine((pairs, context) => {
    if (Object.keys(pairs).length <= maxPairs) return;
    const bound = { origin: 'object', maximum: maxPairs, inclusive: true } as const;
    context.issues.push({ code: 'too_big', ...bound, input: pairs, path: [] });
  })
  .transform((pairs, context) => {
    const kept: [string, string][] = [];
    for (const [key, value] of Object.entries(pairs)) {
      const issue = issueOfPair(key.toWellFormed(), typeof value === 'string' ? value.toWellFormed() : value);
      if (issue !== null) {
        context.issues.push(issue);
        return z.NEVER;
      }
      kept.push([key.toWellFormed(), String(value).toWellFormed()]);
    }
    return Object.fromEntries(kept);
  });
