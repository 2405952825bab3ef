// In: an encoder of the catalogue. Out: it runs: fetched where it is missing, verified, its thread started. Knows no request.
import { systemClock } from '../base/clock.ts';
import type { EncoderEntry } from '../catalog/encoder-entry.ts';
import { describeMachine } from '../catalog/machine.ts';
import { findEncoder, provisionEncoder } from '../catalog/provision-encoder.ts';
import type { Embedder } from '../contract/embed.ts';
import { openOnnxEmbedder } from '../engine/embed/onnx-embedder.ts';
import type { CommandContext } from './command.ts';
import { renderProgress } from './render-progress.ts';

/** A small encoder does not get faster with more. */
const mostThreads = 8;

export async function openCatalogEncoder(
  encoder: EncoderEntry,
  { config, environment, terminal }: CommandContext,
  signal: AbortSignal,
): Promise<Embedder> {
  const { home } = config;
  const isHere = (await findEncoder(home, encoder)) !== null;
  if (!isHere) terminal.say(`kinglet: fetching ${encoder.id} for the first request for embeddings`);
  const progress = renderProgress(terminal, systemClock, (text) => process.stderr.write(text));
  const watch = { onProgress: progress.onProgress, signal };
  const files = await provisionEncoder({ home, encoder, environment }, watch).finally(() => progress.close());
  const { coreCount } = await describeMachine(environment);
  return openOnnxEmbedder({
    ...files,
    dimensions: encoder.dimensions,
    maxTokens: encoder.maxTokens,
    threads: Math.min(config.engine.threads ?? coreCount, mostThreads),
    maxAsks: config.limits.queueLength + 1,
  });
}
