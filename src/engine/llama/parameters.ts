// In: nothing. Out: what a llama.cpp server is started with, in neutral names; the same record for the native binary (flags) and
// the wheel's launcher (JSON in KINGLET_ENGINE_PARAMETERS). Knows no machine: the values are chosen elsewhere.

export interface LlamaParameters {
  readonly host: string;
  readonly port: number;
  readonly modelPath: string;
  readonly projectorPath: string | null;
  readonly alias: string;
  /** For all slots together. */
  readonly contextTokens: number;
  readonly slotCount: number;
  readonly threads: number;
  /** Prompt tokens computed between two looks at the queue: bounds how long a cancelled prompt still runs. */
  readonly batchTokens: number;
  readonly microBatchTokens: number;
  readonly flashAttention: 'auto' | 'on' | 'off';
  readonly kvTypeK: string;
  readonly kvTypeV: string;
  /** Null leaves the choice to the engine. */
  readonly gpuLayers: number | null;
  readonly slotSaveFolder: string;
  /** Stretches the context beyond what the model was trained for; null does not. */
  readonly ropeScaling: {
    readonly type: 'yarn';
    readonly factor: number;
    readonly originalContextTokens: number;
  } | null;
  /** The engine keeps one thread for each open connection. */
  readonly httpThreads: number;
  /** Changes of the weights that a run may ask for by their places; none is on unless it does. */
  readonly adapterPaths?: readonly string[];
  /** Where the engine gives vectors instead of answers: how the tokens of an input become one. */
  readonly pooling?: Pooling;
}

export type Pooling = 'mean' | 'cls' | 'last';

/**
 * Flags of `llama-server`. Its defaults (automatic slots, unified KV, idle slots saved, prompt cache by similarity) share
 * state between callers, so each is set explicitly. The key never stands here: it goes by environment (LLAMA_API_KEY).
 */
export function llamaServerFlags(parameters: LlamaParameters): readonly string[] {
  const flags = [
    ['--host', parameters.host],
    ['--port', parameters.port],
    ['--model', parameters.modelPath],
    ['--alias', parameters.alias],
    ['--ctx-size', parameters.contextTokens],
    ['--parallel', parameters.slotCount],
    ['--threads', parameters.threads],
    ['--threads-batch', parameters.threads],
    ['--threads-http', parameters.httpThreads],
    ['--batch-size', parameters.batchTokens],
    ['--ubatch-size', parameters.microBatchTokens],
    ['--flash-attn', parameters.flashAttention],
    ['--cache-type-k', parameters.kvTypeK],
    ['--cache-type-v', parameters.kvTypeV],
    ['--slot-save-path', parameters.slotSaveFolder],
    ['--slot-prompt-similarity', 0],
    ['--cache-ram', 0],
    ['--no-kv-unified'],
    ['--no-cache-idle-slots'],
    ['--metrics'],
    ['--slots'],
    ['--jinja'],
    ['--no-prefill-assistant'],
    ['--no-ui'],
    ['--offline'],
    ...(parameters.adapterPaths ?? []).map((path) => ['--lora', path]),
    ...(parameters.adapterPaths === undefined ? [] : [['--lora-init-without-apply']]),
    ...(parameters.pooling === undefined ? [] : [['--embedding'], ['--pooling', parameters.pooling]]),
    ...(parameters.projectorPath === null ? [] : [['--mmproj', parameters.projectorPath]]),
    ...(parameters.gpuLayers === null ? [] : [['--gpu-layers', parameters.gpuLayers]]),
    ...(parameters.ropeScaling === null
      ? []
      : [
          ['--rope-scaling', parameters.ropeScaling.type],
          ['--rope-scale', parameters.ropeScaling.factor],
          ['--yarn-orig-ctx', parameters.ropeScaling.originalContextTokens],
        ]),
  ];
  return flags.flat().map(String);
}
