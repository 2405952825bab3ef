// In: `tools`, `tool_choice` and their older forms. Out: their members with types checked, in OpenAI's names. What they mean together is
// read elsewhere.
import * as z from 'zod';
import { flag, listOf, text } from './field-schemas.ts';
import { isJsonObject } from './is-json-object.ts';
import { jsonObject } from './json-object-schema.ts';
import { raiseAgain } from './raise-again.ts';

export const maxTools = 128;

export const functionName = text({ minimum: 1, maximum: 64, pattern: /^[a-zA-Z0-9_-]+$/ });

const functionSchema = z.strictObject(
  {
    name: functionName,
    description: text().nullish(),
    parameters: jsonObject.nullish(),
    strict: flag().nullish(),
  },
  { error: 'an object' },
);

const toolSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('function'), function: functionSchema }, { error: 'an object' }),
    z.looseObject({ type: z.literal('custom') }, { error: 'an object' }),
  ],
  { error: 'an object' },
);

export const toolsSchema = listOf(toolSchema, { expected: 'an array of objects', maximum: maxTools });

export const functionsSchema = listOf(
  z.strictObject(
    { name: functionName, description: text().nullish(), parameters: jsonObject.nullish() },
    { error: 'an object' },
  ),
  { expected: 'an array of objects', minimum: 1, maximum: maxTools },
);

const namedFunction = z.strictObject({ name: functionName }, { error: 'an object' });

const namedTool = z.strictObject({ type: z.enum(['function']), function: namedFunction }, { error: 'an object' });

const toolChoiceObject = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('function'), function: namedFunction }, { error: 'an object' }),
    z.strictObject(
      {
        type: z.literal('allowed_tools'),
        allowed_tools: z.strictObject(
          {
            mode: z.enum(['auto', 'required']),
            tools: listOf(namedTool, { expected: 'an array of objects', minimum: 1, maximum: maxTools }),
          },
          { error: 'an object' },
        ),
      },
      { error: 'an object' },
    ),
  ],
  { error: 'an object' },
);

export type ToolChoiceRequest = 'none' | 'auto' | 'required' | z.output<typeof toolChoiceObject>;
export type ToolRequest = z.output<typeof toolSchema>;

const words = ['none', 'auto', 'required'] as const;
const isWord = (value: unknown): value is (typeof words)[number] => words.some((word) => word === value);

export const toolChoiceSchema = z
  .custom<string | Readonly<Record<string, unknown>>>((value) => typeof value === 'string' || isJsonObject(value), {
    // The doubled words are OpenAI's.
    error: "one of one of 'none', 'auto', or 'required' or object",
  })
  .transform((value, context): ToolChoiceRequest => {
    if (isWord(value)) return value;
    if (typeof value === 'string') {
      context.issues.push({ code: 'invalid_value', values: [...words], input: value, path: [] });
      return z.NEVER;
    }
    return readObject(toolChoiceObject, value, context);
  });

const functionCallWords = ['none', 'auto'] as const;

/** `function_call`, the older `tool_choice`. */
export const functionCallSchema = z
  .custom<string | Readonly<Record<string, unknown>>>((value) => typeof value === 'string' || isJsonObject(value), {
    error: "one of 'none' or 'auto' or object",
  })
  .transform((value, context): 'none' | 'auto' | { readonly name: string } => {
    const word = functionCallWords.find((known) => known === value);
    if (word !== undefined) return word;
    if (typeof value === 'string') {
      context.issues.push({ code: 'invalid_value', values: [...functionCallWords], input: value, path: [] });
      return z.NEVER;
    }
    return readObject(namedFunction, value, context);
  });

function readObject<Output>(
  schema: z.ZodType<Output>,
  value: unknown,
  context: { readonly issues: z.core.$ZodRawIssue[] },
): Output {
  const outcome = schema.safeParse(value, { reportInput: true });
  if (outcome.success) return outcome.data;
  for (const issue of outcome.error.issues) context.issues.push(raiseAgain(issue, issue.path));
  return z.NEVER;
}
