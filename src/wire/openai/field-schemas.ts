// In: bounds of a member. Out: zod schemas that report what `fault-from-issue` needs. In this room a schema's `error` holds the
// words for the type it expects, and a bound's `error` the kind of number it bounds. Knows no member by name.
import * as z from 'zod';
import { countCodePoints } from '../../base/count-code-points.ts';
import { raiseAgain } from './raise-again.ts';

export function decimal(minimum: number, maximum: number) {
  return z.number({ error: 'a decimal' }).min(minimum, { error: 'decimal' }).max(maximum, { error: 'decimal' });
}

export function integer(minimum: number, maximum: number) {
  return z
    .number({ error: 'an integer' })
    .superRefine((value, context) => {
      if (Number.isInteger(value)) return;
      context.issues.push({ code: 'invalid_type', expected: 'int', message: 'an integer', input: value, path: [] });
    })
    .min(minimum, { error: 'integer' })
    .max(maximum, { error: 'integer' });
}

/** The ends of int64, as near as a JSON number comes to them here. */
export const seedBound = 2 ** 63;

export function flag() {
  return z.boolean({ error: 'a boolean' });
}

export interface TextBounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: RegExp;
}

/** Text with unpaired surrogates replaced by U+FFFD, its length counted in code points. */
export function text({ minimum = 0, maximum = Number.POSITIVE_INFINITY, pattern }: TextBounds = {}) {
  return z
    .string({ error: 'a string' })
    .overwrite((value) => value.toWellFormed())
    .superRefine((value, context) => {
      const at = { origin: 'string', inclusive: true, input: value } as const;
      if (value.length < minimum) context.issues.push({ code: 'too_small', minimum, ...at, path: [] });
      else if (value.length > maximum && countCodePoints(value) > maximum) {
        context.issues.push({ code: 'too_big', maximum, ...at, path: [] });
      } else if (pattern !== undefined && !pattern.test(value)) {
        context.issues.push({ code: 'invalid_format', format: 'regex', pattern: pattern.source, ...at, path: [] });
      }
    });
}

export interface ListBounds {
  readonly expected: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** An array read up to its first faulty item: a hostile list costs one fault, not one for each item. */
export function listOf<Item extends z.ZodType>(item: Item, bounds: ListBounds) {
  const { expected, minimum = 0, maximum = Number.POSITIVE_INFINITY } = bounds;
  return z
    .custom<readonly unknown[]>(Array.isArray, { error: expected })
    .superRefine((values, context) => {
      const at = { origin: 'array', inclusive: true, input: values } as const;
      if (values.length < minimum) context.issues.push({ code: 'too_small', minimum, ...at, path: [] });
      if (values.length > maximum) context.issues.push({ code: 'too_big', maximum, ...at, path: [] });
    })
    .transform((values, context) => {
      const items: z.output<Item>[] = [];
      for (const [index, value] of values.entries()) {
        const outcome = item.safeParse(value, { reportInput: true });
        if (outcome.success) {
          items.push(outcome.data);
          continue;
        }
        for (const issue of outcome.error.issues) {
          context.issues.push(raiseAgain(issue, [index, ...issue.path]));
        }
        return z.NEVER;
      }
      return items;
    });
}
