// In: the body of a chat completion. Out: its members, named as OpenAI names them, with types and bounds checked in OpenAI's
// order. What members mean together, and which of them this release serves, is checked elsewhere.
import * as z from 'zod';
import { responseFormatSchema } from './answer-format-schema.ts';
import { chatMessageSchema } from './chat-message-schema.ts';
import { decimal, flag, integer, listOf, seedBound, text } from './field-schemas.ts';
import { metadataSchema } from './metadata-schema.ts';
import { predictionSchema } from './prediction-schema.ts';
import { stopSchema } from './stop-schema.ts';
import { tokenBiasSchema } from './token-bias-schema.ts';
import { functionCallSchema, functionsSchema, toolChoiceSchema, toolsSchema } from './tools-schema.ts';

const maxMessages = 2048;
const largestTokenCount = Number.MAX_SAFE_INTEGER;

const unread = z.unknown().nullish();

export const chatRequestSchema = z.strictObject({
  model: text({ minimum: 1 }),
  messages: listOf(chatMessageSchema, { expected: 'an array of objects', minimum: 1, maximum: maxMessages }),
  functions: functionsSchema.nullish(),
  function_call: functionCallSchema.nullish(),
  tools: toolsSchema.nullish(),
  tool_choice: toolChoiceSchema.nullish(),
  parallel_tool_calls: flag().nullish(),
  max_tokens: integer(1, largestTokenCount).nullish(),
  max_completion_tokens: integer(1, largestTokenCount).nullish(),
  n: integer(1, 128).nullish(),
  temperature: decimal(0, 2).nullish(),
  top_p: decimal(0, 1).nullish(),
  presence_penalty: decimal(-2, 2).nullish(),
  frequency_penalty: decimal(-2, 2).nullish(),
  stop: stopSchema.nullish(),
  logit_bias: tokenBiasSchema.nullish(),
  logprobs: flag().nullish(),
  top_logprobs: integer(0, 20).nullish(),
  response_format: responseFormatSchema.nullish(),
  modalities: listOf(z.enum(['text', 'audio']), { expected: 'an array of strings', minimum: 1 }).nullish(),
  user: text().nullish(),
  seed: integer(-seedBound, seedBound).nullish(),
  safety_identifier: text({ maximum: 64 }).nullish(),
  prompt_cache_options: unread,
  prompt_cache_key: text().nullish(),
  prompt_cache_retention: z.enum(['in_memory', '24h']).nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'scale', 'priority', 'fast']).nullish(),
  stream: flag().nullish(),
  stream_options: z
    .strictObject({ include_usage: flag().nullish(), include_obfuscation: flag().nullish() }, { error: 'an object' })
    .nullish(),
  store: flag().nullish(),
  metadata: metadataSchema.nullish(),
  prediction: predictionSchema.nullish(),
  audio: unread,
  web_search_options: unread,
  moderation: unread,
  reasoning_effort: unread,
  verbosity: unread,
});

export type ChatRequest = z.output<typeof chatRequestSchema>;
