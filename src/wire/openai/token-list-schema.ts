// In: a member that is an array of tokens. Out: the tokens, or an issue for the first item that cannot be one. Knows no vocabulary.
import * as z from 'zod';
import type { TokenId } from '../../contract/vocabulary.ts';

export interface TokenListBounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One pass, however long: a body has room for millions of tokens, and a schema for each would stall the service. */
export function tokenList({ minimum = 0, maximum = Number.POSITIVE_INFINITY }: TokenListBounds = {}) {
  return z
    .custom<readonly TokenId[]>(Array.isArray, { error: 'an array of integers' })
    .superRefine((values: readonly unknown[], context) => {
      const issue = issueOf(values, minimum, maximum);
      if (issue !== null) context.issues.push(issue);
    });
}

function issueOf(values: readonly unknown[], minimum: number, maximum: number): z.core.$ZodRawIssue | null {
  const whole = { origin: 'array', inclusive: true, input: values } as const;
  if (values.length < minimum) return { code: 'too_small', minimum, ...whole, path: [] };
  if (values.length > maximum) return { code: 'too_big', maximum, ...whole, path: [] };
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    const at = { input: value, path: [index] };
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      return { code: 'invalid_type', expected: 'int', message: 'an integer', ...at };
    }
    if (value < 0) {
      return { code: 'too_small', origin: 'number', minimum: 0, inclusive: true, message: 'integer', ...at };
    }
  }
  return null;
}
