// In: the machine's cores, an encoder's header and what the operator fixed. Out: what a llama.cpp server in embedding mode is started
// with. Pure.
import type { GgufHeader } from '../catalog/gguf-header.ts';
import type { EngineConfig } from '../config/config.ts';
import { Fault } from '../contract/fault.ts';
import type { LlamaParameters, Pooling } from '../engine/llama/parameters.ts';

export interface EmbeddingFacts {
  readonly config: EngineConfig;
  readonly coreCount: number;
  readonly header: GgufHeader;
  readonly modelId: string;
  readonly modelPath: string;
  readonly slotSaveFolder: string;
}

export interface EmbeddingParameters {
  readonly parameters: Omit<LlamaParameters, 'host' | 'port'> & { readonly pooling: Pooling };
  readonly dimensions: number;
  readonly maxTokens: number;
}

/** As OpenAI's encoders have it. */
const longestInputTokens = 8192;
/** Of an encoder that does not say: BERT's. */
const usualInputTokens = 512;
/** Where sequences share a batch, llama.cpp may cut one in two and pool its end only. */
const slotCount = 1;
const leastBatchTokens = 1024;

export function chooseEmbeddingParameters(facts: EmbeddingFacts): EmbeddingParameters {
  const { config, header, modelId } = facts;
  if (header.embeddingLength === null) throw noEncoder(modelId, 'it does not tell the size of its vectors');
  const maxTokens = Math.min(header.contextTokens ?? usualInputTokens, longestInputTokens);
  // An input is computed in one piece: an encoder looks at all of it at once.
  const batchTokens = Math.max(maxTokens, leastBatchTokens);
  return {
    dimensions: header.embeddingLength,
    maxTokens,
    parameters: {
      modelPath: facts.modelPath,
      projectorPath: null,
      alias: modelId,
      contextTokens: maxTokens,
      slotCount,
      // Two engines that each take every core wait for each other's threads: both become many times slower.
      threads: config.threads ?? Math.ceil(facts.coreCount / 2),
      batchTokens,
      microBatchTokens: batchTokens,
      flashAttention: config.flashAttention,
      kvTypeK: 'f16',
      kvTypeV: 'f16',
      gpuLayers: config.gpuLayers,
      slotSaveFolder: facts.slotSaveFolder,
      ropeScaling: null,
      httpThreads: slotCount * 2 + 16,
      pooling: poolingOf(header, modelId),
    },
  };
}

/** A language model says nothing; the mean of its tokens is what others take too. */
function poolingOf({ poolingType }: GgufHeader, modelId: string): Pooling {
  if (poolingType === 4) throw noEncoder(modelId, 'it ranks answers');
  if (poolingType === 3) return 'last';
  return poolingType === 2 ? 'cls' : 'mean';
}

function noEncoder(modelId: string, why: string): Fault {
  const advice = 'Set KINGLET_EMBEDDING_MODEL to an encoder in GGUF, or leave it out.';
  return new Fault('model_invalid', `${modelId} gives no embeddings: ${why}. ${advice}`);
}
