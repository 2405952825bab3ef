// In: the body of a (legacy) completion. Out: its members, named as OpenAI names them, with types and bounds checked in OpenAI's order.
// What members mean together is checked elsewhere.
import * as z from 'zod';
import { decimal, flag, integer, seedBound, text } from './field-schemas.ts';
import { promptSchema } from './prompt-schema.ts';
import { stopSchema } from './stop-schema.ts';
import { tokenBiasSchema } from './token-bias-schema.ts';

export const completionRequestSchema = z.strictObject({
  model: text({ minimum: 1 }),
  prompt: promptSchema.nullish(),
  suffix: text().nullish(),
  max_tokens: integer(0, Number.MAX_SAFE_INTEGER).nullish(),
  temperature: decimal(0, 2).nullish(),
  top_p: decimal(0, 1).nullish(),
  n: integer(1, 128).nullish(),
  stream: flag().nullish(),
  stream_options: z
    .strictObject({ include_usage: flag().nullish(), include_obfuscation: flag().nullish() }, { error: 'an object' })
    .nullish(),
  logprobs: integer(0, 5).nullish(),
  echo: flag().nullish(),
  stop: stopSchema.nullish(),
  presence_penalty: decimal(-2, 2).nullish(),
  frequency_penalty: decimal(-2, 2).nullish(),
  best_of: integer(1, 20).nullish(),
  logit_bias: tokenBiasSchema.nullish(),
  user: text().nullish(),
  seed: integer(-seedBound, seedBound).nullish(),
});

export type CompletionRequest = z.output<typeof completionRequestSchema>;
