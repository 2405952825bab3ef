// In: the body of a request for embeddings. Out: its members, named as OpenAI names them, with types and bounds checked. What a
// model's vectors can be cut to is checked by those who know the model.
import * as z from 'zod';
import { embeddingInputSchema } from './embedding-input-schema.ts';
import { integer, text } from './field-schemas.ts';

export const embeddingRequestSchema = z.strictObject({
  model: text({ minimum: 1 }),
  input: embeddingInputSchema,
  encoding_format: z.enum(['float', 'base64']).nullish(),
  dimensions: integer(1, Number.MAX_SAFE_INTEGER).nullish(),
  user: text().nullish(),
});
