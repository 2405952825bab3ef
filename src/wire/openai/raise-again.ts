// In: an issue of an inner schema and the way to it. Out: the same issue as one of the outer schema. Knows no member by name.
import type * as z from 'zod';

export function raiseAgain(issue: z.core.$ZodIssue, path: PropertyKey[]): z.core.$ZodRawIssue {
  // A finished issue has all that a raw one asks for; only spreading the union loses that.
  return { ...issue, input: issue.input, path } as z.core.$ZodRawIssue;
}
