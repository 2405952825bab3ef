// In: how to choose a schema by looking at an object (its `type`, its `role`). Out: one schema that reads every such object, and
// reports a choice that does not exist in OpenAI's words. Knows no member by name.
import * as z from 'zod';
import { isJsonObject } from '../openai/is-json-object.ts';
import { raiseAgain } from '../openai/raise-again.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

export type Choice<Output> =
  | { readonly schema: z.ZodType<Output> }
  /** No schema fits: what was given, what could have been, and where. */
  | { readonly got: unknown; readonly values: readonly string[]; readonly path: PropertyKey[] };

export interface ChosenObject<Output> {
  readonly expected: string;
  choose(value: JsonRecord): Choice<Output>;
}

export function chosenObject<Output>({ expected, choose }: ChosenObject<Output>) {
  return z.custom<JsonRecord>(isJsonObject, { error: expected }).transform((value, context): Output => {
    const choice = choose(value);
    if ('values' in choice) {
      const { got, values, path } = choice;
      context.issues.push({ code: 'invalid_value', values: [...values], input: got, path });
      return z.NEVER;
    }
    const outcome = choice.schema.safeParse(value, { reportInput: true });
    if (outcome.success) return outcome.data;
    for (const issue of outcome.error.issues) context.issues.push(raiseAgain(issue, issue.path));
    return z.NEVER;
  });
}

/** OpenAI's errors write what is no text as the empty text where they name the kind of a whole item. */
export function textOrNothing(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
