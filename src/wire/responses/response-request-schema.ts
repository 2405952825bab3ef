// In: the body of a request for a response. Out: its members, named as OpenAI names them, with types and bounds checked in OpenAI's
// order (which is not that of chat completions). What members mean together, and what this release serves, is checked elsewhere.
import * as z from 'zod';
import { decimal, flag, integer, listOf, text } from '../openai/field-schemas.ts';
import { metadataSchema } from '../openai/metadata-schema.ts';
import { textOrList } from '../openai/text-or-list.ts';
import { type InputItem, inputItemSchema } from './input-item-schema.ts';
import { textConfigSchema } from './text-config-schema.ts';
import { toolChoiceSchema } from './tool-choice-schema.ts';
import { toolSchema } from './tool-schema.ts';

const largestTokenCount = Number.MAX_SAFE_INTEGER;
const unread = z.unknown().nullish();
const anyObject = z.looseObject({}, { error: 'an object' }).nullish();

const inputSchema = textOrList<readonly InputItem[]>({
  expected: 'one of a string or array of input items',
  text: text().transform((words) =>
    words === ''
      ? []
      : [{ kind: 'message' as const, role: 'user' as const, content: [{ kind: 'text' as const, text: words }] }],
  ),
  list: listOf(inputItemSchema, { expected: 'an array of input items' }),
});

const conversationSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { id: value } : value),
  z.strictObject({ id: text() }, { error: 'one of a string or object' }),
);

export const responseRequestSchema = z.strictObject({
  model: text({ minimum: 1 }),
  input: inputSchema,
  previous_response_id: text().nullish(),
  prompt: z.looseObject({ id: text() }, { error: 'an object' }).nullish(),
  moderation: anyObject,
  include: listOf(
    z.enum([
      'file_search_call.results',
      'web_search_call.results',
      'web_search_call.action.sources',
      'message.input_image.image_url',
      'computer_call_output.output.image_url',
      'code_interpreter_call.outputs',
      'reasoning.encrypted_content',
      'message.output_text.logprobs',
    ]),
    { expected: 'an array of strings' },
  ).nullish(),
  tools: listOf(toolSchema, { expected: 'an array of tools', maximum: 128 }).nullish(),
  tool_choice: toolChoiceSchema.nullish(),
  metadata: metadataSchema.nullish(),
  text: textConfigSchema.nullish(),
  temperature: decimal(0, 2).nullish(),
  top_p: decimal(0, 1).nullish(),
  presence_penalty: decimal(-2, 2).nullish(),
  frequency_penalty: decimal(-2, 2).nullish(),
  parallel_tool_calls: flag().nullish(),
  stream: flag().nullish(),
  stream_options: z.strictObject({ include_obfuscation: flag().nullish() }, { error: 'an object' }).nullish(),
  background: flag().nullish(),
  max_output_tokens: integer(16, largestTokenCount).nullish(),
  max_tool_calls: integer(1, largestTokenCount).nullish(),
  reasoning: z
    .strictObject(
      {
        effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
        summary: z.enum(['concise', 'detailed', 'auto']).nullish(),
        context: z.enum(['auto', 'current_turn', 'all_turns']).nullish(),
        mode: text().nullish(),
      },
      { error: 'an object' },
    )
    .nullish(),
  user: text().nullish(),
  safety_identifier: text({ maximum: 128 }).nullish(),
  prompt_cache_options: anyObject,
  prompt_cache_key: text().nullish(),
  prompt_cache_retention: z.enum(['in_memory', '24h']).nullish(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
  instructions: text().nullish(),
  store: flag().nullish(),
  service_tier: z.enum(['auto', 'default', 'fast', 'flex', 'priority', 'scale', 'ultrafast']).nullish(),
  top_logprobs: integer(0, 20).nullish(),
  context_management: z.custom<readonly unknown[]>(Array.isArray, { error: 'an array of objects' }).nullish(),
  conversation: conversationSchema.nullish(),
  access_programs: unread,
  image: unread,
});

export type ResponseBodyRequest = z.output<typeof responseRequestSchema>;
