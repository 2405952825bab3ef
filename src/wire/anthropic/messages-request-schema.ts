// In: the bodies of `/messages` and `/messages/count_tokens`. Out: their members, named as Anthropic names them, with types and bounds
// checked. What members mean together, and which of them are served, is checked elsewhere.
import * as z from 'zod';
import { decimal, flag, integer, listOf, text } from '../openai/field-schemas.ts';
import { cacheControlSchema, messageSchema, systemSchema } from './content-schema.ts';
import { jsonObject } from './json-object-schema.ts';
import { toolChoiceSchema, toolSchema } from './tool-schema.ts';

const mostMessages = 2048;
const mostTools = 128;
const mostStops = 64;

const anObject = { error: 'an object' };
const unread = z.unknown().nullish();

/** What the prompt depends on. */
const promptMembers = {
  model: text({ minimum: 1, maximum: 256 }),
  messages: listOf(messageSchema, { expected: 'a list of messages', minimum: 1, maximum: mostMessages }),
  system: systemSchema.nullish(),
  tools: listOf(toolSchema, { expected: 'a list of tools', maximum: mostTools }).nullish(),
  tool_choice: toolChoiceSchema.nullish(),
  thinking: z.looseObject({ type: z.enum(['enabled', 'disabled', 'adaptive', 'between_tools']) }, anObject).nullish(),
  output_config: z
    .strictObject(
      {
        effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
        format: z.strictObject({ type: z.literal('json_schema'), schema: jsonObject() }, anObject).nullish(),
      },
      anObject,
    )
    .nullish(),
  cache_control: cacheControlSchema,
  speed: z.enum(['standard', 'fast']).nullish(),
};

export const countTokensSchema = z.strictObject(promptMembers);

export const messagesRequestSchema = z.strictObject({
  ...promptMembers,
  max_tokens: integer(1, Number.MAX_SAFE_INTEGER),
  temperature: decimal(0, 1).nullish(),
  top_p: decimal(0, 1).nullish(),
  top_k: integer(0, 2 ** 31 - 1).nullish(),
  stop_sequences: listOf(text({ minimum: 1 }), { expected: 'a list of strings', maximum: mostStops }).nullish(),
  stream: flag().nullish(),
  metadata: z.strictObject({ user_id: text({ maximum: 512 }).nullish() }, anObject).nullish(),
  service_tier: z.enum(['auto', 'standard_only']).nullish(),
  container: unread,
  diagnostics: unread,
  inference_geo: unread,
});

export type CountTokensRequest = z.output<typeof countTokensSchema>;
export type MessagesRequest = z.output<typeof messagesRequestSchema>;
