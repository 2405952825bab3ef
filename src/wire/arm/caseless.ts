// In: words that a member may be. Out: a schema that takes them in any case and gives the word as listed.
import * as z from 'zod';

export function caseless<const Word extends string>(...words: readonly Word[]) {
  return z.string({ error: 'a string' }).transform((value, context): Word => {
    const found = words.find((word) => word.toLowerCase() === value.toLowerCase());
    if (found !== undefined) return found;
    context.issues.push({ code: 'invalid_value', values: [...words], input: value, path: [] });
    return z.NEVER;
  });
}
