// In: what JSON.parse made of a body, and the schema of its members. Out: the members, or the Fault that OpenAI would send first.
// Knows no member by name.
import type * as z from 'zod';
import { Fault } from '../../contract/fault.ts';
import { faultFromIssue } from './fault-from-issue.ts';
import { isJsonObject } from './is-json-object.ts';
import { jsonTypeWords } from './json-type-words.ts';

/** OpenAI's order: what is missing from the body, then what it does not know in it, then the members one after the other. */
function rank(issue: z.core.$ZodIssue): number {
  if (issue.path.length === 1 && issue.input === undefined) return 0;
  return issue.path.length === 0 ? 1 : 2;
}

export function readWithSchema<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  if (!isJsonObject(body)) {
    const message = `Invalid body: expected a JSON object, but got ${jsonTypeWords(body)} instead.`;
    throw new Fault('invalid_type', message);
  }
  const outcome = schema.safeParse(body, { reportInput: true });
  if (outcome.success) return outcome.data;
  const { issues } = outcome.error;
  throw faultFromIssue(issues.reduce((first, issue) => (rank(issue) < rank(first) ? issue : first)));
}
