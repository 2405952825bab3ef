// In: the configuration, which names a model in GGUF as the encoder. Out: what it is like, and how to start an engine of its own for it.
// Knows no request.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { readGgufHeader } from '../catalog/gguf-header.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { describeMachine } from '../catalog/machine.ts';
import { resolveModelReference } from '../catalog/model-reference.ts';
import { provisionEngine } from '../catalog/provision-engine.ts';
import { provisionModel } from '../catalog/provision-model.ts';
import type { Observer } from '../contract/observer.ts';
import { createLlamaEmbedder } from '../engine/llama/llama-embedder.ts';
import { chooseEmbeddingParameters } from './choose-embedding-parameters.ts';
import type { CommandContext } from './command.ts';
import type { EmbedderSource } from './embedder-source.ts';
import { renderProgress } from './render-progress.ts';

export async function ggufEmbedder(context: CommandContext, emit: Observer['emit']): Promise<EmbedderSource> {
  const { config, environment, terminal, signal } = context;
  const { home } = config;
  const catalog = loadCatalog();
  const machine = await describeMachine(environment);
  const progress = renderProgress(terminal, systemClock, (text) => process.stderr.write(text));
  const entry = resolveModelReference(catalog, config.embeddingModel);
  const model = await provisionModel({ home, model: entry, environment }, progress.onProgress, signal).finally(() =>
    progress.close(),
  );
  const header = await readGgufHeader(model.path);
  const slotSaveFolder = join(home, 'slots');
  const chosen = chooseEmbeddingParameters({
    config: config.engine,
    coreCount: machine.coreCount,
    header,
    modelId: model.id,
    modelPath: model.path,
    slotSaveFolder,
  });
  return {
    id: model.id,
    dimensions: chosen.dimensions,
    maxTokens: chosen.maxTokens,
    open: async (stopping) => {
      mkdirSync(slotSaveFolder, { recursive: true, mode: 0o700 });
      const { engines } = catalog;
      const options = { home, engines, machine, configuredPath: config.engine.path, environment };
      return createLlamaEmbedder({
        ...chosen,
        id: model.id,
        program: await provisionEngine(options, progress.onProgress, stopping),
        vocabularySize: header.vocabularySize ?? Number.MAX_SAFE_INTEGER,
        maxAsks: config.limits.queueLength + 1,
        readyTimeoutMs: config.engine.readyTimeoutSeconds * 1000,
        clock: systemClock,
        onState: (state, detail) => emit({ kind: 'engine-state', engineId: 'embedding', state, detail }),
      });
    },
  };
}
