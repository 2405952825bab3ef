// In: the configuration. Out: the service's encoder, fetched and started at the first request for embeddings: who never sends one pays
// neither the download nor the memory. Knows no HTTP.
import { systemClock } from '../base/clock.ts';
import type { EncoderEntry } from '../catalog/encoder-entry.ts';
import { loadEncoders } from '../catalog/load-encoders.ts';
import { describeMachine } from '../catalog/machine.ts';
import { findEncoder, provisionEncoder } from '../catalog/provision-encoder.ts';
import type { Embedder } from '../contract/embed.ts';
import { createEmbedderOnDemand } from '../engine/embed/embedder-on-demand.ts';
import { openOnnxEmbedder } from '../engine/embed/onnx-embedder.ts';
import type { CommandContext } from './command.ts';
import { renderProgress } from './render-progress.ts';

const waitMs = 30_000;
const restMs = 60_000;
/** A small encoder does not get faster with more. */
const mostThreads = 8;

export function createServiceEmbedder(context: CommandContext): Embedder {
  const [encoder] = loadEncoders();
  const { id, dimensions, maxTokens } = encoder;
  return createEmbedderOnDemand({
    id,
    dimensions,
    maxTokens,
    clock: systemClock,
    waitMs,
    restMs,
    open: (signal) => openEncoder(encoder, context, signal),
  });
}

async function openEncoder(encoder: EncoderEntry, context: CommandContext, signal: AbortSignal): Promise<Embedder> {
  const { config, environment, terminal } = context;
  const isHere = (await findEncoder(config.home, encoder)) !== null;
  if (!isHere) terminal.say(`kinglet: fetching ${encoder.id} for the first request for embeddings`);
  const progress = renderProgress(terminal, systemClock, (text) => process.stderr.write(text));
  const watch = { onProgress: progress.onProgress, signal };
  const files = await provisionEncoder({ home: config.home, encoder, environment }, watch).finally(() =>
    progress.close(),
  );
  const { coreCount } = await describeMachine(environment);
  return openOnnxEmbedder({
    ...files,
    dimensions: encoder.dimensions,
    maxTokens: encoder.maxTokens,
    threads: Math.min(config.engine.threads ?? coreCount, mostThreads),
    maxAsks: config.limits.queueLength + 1,
  });
}
