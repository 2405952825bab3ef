// In: an encoder. Out: the deployment that requests for embeddings are answered by: OpenAI's names, and the encoder's own. Knows no file.
import type { Embedder, EmbeddingDeployment } from '../contract/embed.ts';

/** The deployment's name: what a key's list of deployments has to hold. */
export const embeddingName = 'text-embedding-3-small';
export const embeddingNames: readonly string[] = [embeddingName, 'text-embedding-ada-002'];

export function bindEmbeddings(embedder: Embedder): EmbeddingDeployment {
  return {
    name: embeddingName,
    aliases: [...embeddingNames.slice(1), embedder.id],
    modelId: embedder.id,
    prices: { inputUsdPerMillion: 0, cachedInputUsdPerMillion: 0, outputUsdPerMillion: 0 },
    embedder,
  };
}
