// In: what JSON.parse made of the body of a request for moderation. Out: a ModerationAsk, complete and trusted, or a Fault in OpenAI's
// words with `param`. Knows no scorer.
import type { ModerationAsk } from '../../contract/analysis.ts';
import { Fault } from '../../contract/fault.ts';
import { moderationRequestSchema } from './moderation-request-schema.ts';
import { readWithSchema } from './read-with-schema.ts';

/** One and the same here; the answer repeats the name. */
const models: readonly string[] = [
  'omni-moderation-latest',
  'omni-moderation-2024-09-26',
  'text-moderation-latest',
  'text-moderation-stable',
  'text-moderation-007',
];

export function parseModerationAsk(body: unknown): ModerationAsk {
  const { input, model } = readWithSchema(moderationRequestSchema, body);
  const name = model ?? 'omni-moderation-latest';
  if (!models.includes(name)) {
    const message = `The model \`${name}\` does not exist or you do not have access to it. Models for moderation are: ${models.join(', ')}.`;
    throw new Fault('model_not_found', message, { param: 'model' });
  }
  return { model: name, inputs: input };
}
