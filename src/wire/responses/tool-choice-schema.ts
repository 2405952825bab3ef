// In: the member `tool_choice`. Out: what it asks for, with its members' types checked. Whether the tools exist is checked elsewhere.
import * as z from 'zod';
import { listOf, text } from '../openai/field-schemas.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import { raiseAgain } from '../openai/raise-again.ts';
import { type Choice, chosenObject } from './chosen-object.ts';
import { toolTypes } from './tool-schema.ts';

export type RequestToolChoice =
  | { readonly kind: 'mode'; readonly mode: 'none' | 'auto' | 'required' }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'allowed'; readonly mode: 'auto' | 'required'; readonly tools: readonly RequestToolChoice[] }
  | { readonly kind: 'unserved'; readonly type: string };

const modes = ['none', 'auto', 'required'] as const;

const namedFunction = z
  .strictObject({ type: z.literal('function'), name: text({ minimum: 1 }) })
  .transform(({ name }): RequestToolChoice => ({ kind: 'function', name }));

function chooseTool(given: unknown, others: readonly string[]): Choice<RequestToolChoice> {
  const values = [...toolTypes, ...others];
  const type = values.find((known) => known === given);
  if (type === undefined) return { got: given, values, path: ['type'] };
  if (type === 'function') return { schema: namedFunction };
  if (type === 'allowed_tools') return { schema: allowedTools };
  return { schema: z.unknown().transform((): RequestToolChoice => ({ kind: 'unserved', type })) };
}

const allowedTool = chosenObject<RequestToolChoice>({
  expected: 'an object',
  choose: (value) => chooseTool(value['type'], []),
});

const allowedTools = z
  .strictObject({
    type: z.literal('allowed_tools'),
    mode: z.enum(['auto', 'required']),
    tools: listOf(allowedTool, { expected: 'an array of objects', minimum: 1, maximum: 128 }),
  })
  .transform(({ mode, tools }): RequestToolChoice => ({ kind: 'allowed', mode, tools }));

const choiceObject = chosenObject<RequestToolChoice>({
  expected: 'an object',
  choose: (value) => chooseTool(value['type'], ['allowed_tools']),
});

export const toolChoiceSchema = z
  .custom<unknown>((value) => typeof value === 'string' || isJsonObject(value), {
    error: "one of an object or 'none', 'auto', or 'required'",
  })
  .transform((value, context): RequestToolChoice => {
    if (typeof value === 'string') {
      const mode = modes.find((known) => known === value);
      if (mode !== undefined) return { kind: 'mode', mode };
      context.issues.push({ code: 'invalid_value', values: [...modes], input: value, path: [] });
      return z.NEVER;
    }
    const outcome = choiceObject.safeParse(value, { reportInput: true });
    if (outcome.success) return outcome.data;
    for (const issue of outcome.error.issues) context.issues.push(raiseAgain(issue, issue.path));
    return z.NEVER;
  });
