// In: what JSON.parse made of the body of a request for embeddings. Out: an EmbedAsk, complete and trusted, or a Fault in OpenAI's
// words with `param`. Knows no encoder: its window, its vocabulary and its size are checked by those who know them.
import type { EmbedAsk } from '../../contract/embed.ts';
import { embeddingRequestSchema } from './embedding-request-schema.ts';
import { readWithSchema } from './read-with-schema.ts';

export function parseEmbedAsk(body: unknown): EmbedAsk {
  const request = readWithSchema(embeddingRequestSchema, body);
  return {
    model: request.model,
    inputs: request.input.inputs,
    isSingle: request.input.isSingle,
    dimensions: request.dimensions ?? null,
    encoding: request.encoding_format ?? 'float',
    endUser: request.user ?? null,
  };
}
