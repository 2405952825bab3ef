// In: the configuration. Out: the service's encoder, started at the first request for embeddings: who never sends one pays for nothing.
// Knows no HTTP.
import { systemClock } from '../base/clock.ts';
import { loadEncoders } from '../catalog/load-encoders.ts';
import type { Embedder } from '../contract/embed.ts';
import type { Observer } from '../contract/observer.ts';
import { createEmbedderOnDemand } from '../engine/embed/embedder-on-demand.ts';
import type { CommandContext } from './command.ts';
import type { EmbedderSource } from './embedder-source.ts';
import { ggufEmbedder } from './gguf-embedder.ts';
import { openCatalogEncoder } from './open-catalog-encoder.ts';

const waitMs = 30_000;
const restMs = 15_000;

/** A catalogue encoder is fetched when it is first needed; one of the operator's own is looked at now, so that a mistake shows at the start. */
export async function createServiceEmbedder(context: CommandContext, emit: Observer['emit']): Promise<Embedder> {
  const { embeddingModel } = context.config;
  const encoder = loadEncoders().find(({ id }) => id === embeddingModel.toLowerCase());
  const source: EmbedderSource =
    encoder === undefined
      ? await ggufEmbedder(context, emit)
      : {
          id: encoder.id,
          dimensions: encoder.dimensions,
          maxTokens: encoder.maxTokens,
          open: (signal) => openCatalogEncoder(encoder, context, signal),
        };
  return createEmbedderOnDemand({
    ...source,
    clock: systemClock,
    waitMs,
    restMs,
    open: (signal) =>
      source.open(signal).catch((error: unknown) => {
        if (!signal.aborted) context.terminal.say(`kinglet: ${source.id} cannot be used: ${describe(error)}`);
        throw error;
      }),
  });
}

/** For the operator: a client is only told that it is not there. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ${describe(error.cause)}`;
}
