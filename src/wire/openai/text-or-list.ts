// In: a schema for text and one for a list, with the same output. Out: a schema that takes either and reports the issues of the
// one that fits the value's type. Knows no member by name.
import * as z from 'zod';
import { raiseAgain } from './raise-again.ts';

export interface TextOrList<Output> {
  readonly expected: string;
  readonly text: z.ZodType<Output>;
  readonly list: z.ZodType<Output>;
}

export function textOrList<Output>({ expected, text, list }: TextOrList<Output>) {
  const fits = (value: unknown) => typeof value === 'string' || Array.isArray(value);
  return z.custom<string | readonly unknown[]>(fits, { error: expected }).transform((value, context): Output => {
    const outcome = (typeof value === 'string' ? text : list).safeParse(value, { reportInput: true });
    if (outcome.success) return outcome.data;
    for (const issue of outcome.error.issues) context.issues.push(raiseAgain(issue, issue.path));
    return z.NEVER;
  });
}
