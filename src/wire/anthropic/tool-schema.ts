// In: the members `tools` and `tool_choice`. Out: tools of the client's own with their members checked, and how far they must be called.
// Knows no message.
import * as z from 'zod';
import type { JsonObject } from '../../contract/json.ts';
import { flag, listOf, text } from '../openai/field-schemas.ts';
import { isJsonObject } from '../openai/is-json-object.ts';
import type { IssueFault } from '../openai/issue-fault.ts';
import { shortenEcho } from '../openai/shorten-echo.ts';
import { cacheControlSchema } from './content-schema.ts';
import { jsonObject } from './json-object-schema.ts';

const anObject = { error: 'an object' };

const inputSchema = jsonObject().superRefine((schema: JsonObject, context) => {
  const type = schema['type'];
  if (type !== 'object')
    context.issues.push({ code: 'invalid_value', values: ['object'], input: type, path: ['type'] });
});

const customToolSchema = z.strictObject(
  {
    type: z.literal('custom').nullish(),
    name: text({ minimum: 1, maximum: 128, pattern: /^[a-zA-Z0-9_-]+$/ }),
    description: text().nullish(),
    input_schema: inputSchema,
    input_examples: listOf(jsonObject(), { expected: 'a list of objects' }).nullish(),
    strict: flag().nullish(),
    cache_control: cacheControlSchema,
    allowed_callers: listOf(z.enum(['direct']), { expected: 'a list of strings', minimum: 1 }).nullish(),
    defer_loading: z.literal(false).nullish(),
    eager_input_streaming: flag().nullish(),
  },
  anObject,
);

export type CustomTool = z.output<typeof customToolSchema>;

/** Told apart before anything else is looked at: the tools of Anthropic's own have members of their own. */
export const toolSchema = z
  .custom<Readonly<Record<string, unknown>>>(isJsonObject, anObject)
  .superRefine(({ type }, context) => {
    if (typeof type !== 'string' || type === 'custom') return;
    const message = `'${shortenEcho(type)}' is a tool of Anthropic's own, which this server does not have. Supported are tools of type 'custom'`;
    const fault: IssueFault = { code: 'unsupported_parameter', wireCode: null, message };
    context.issues.push({ code: 'custom', params: { fault }, input: type, path: ['type'] });
  })
  .pipe(customToolSchema);

const disableParallel = { disable_parallel_tool_use: flag().nullish() };

export const toolChoiceSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('auto'), ...disableParallel }, anObject),
    z.strictObject({ type: z.literal('any'), ...disableParallel }, anObject),
    z.strictObject({ type: z.literal('tool'), name: text({ minimum: 1 }), ...disableParallel }, anObject),
    z.strictObject({ type: z.literal('none') }, anObject),
  ],
  anObject,
);

export type ToolChoice = z.output<typeof toolChoiceSchema>;
