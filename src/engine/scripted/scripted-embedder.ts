// In: sizes. Out: the Embedder port without a model: a word is a token, and what a text's vector is follows from its words alone. For
// tests of everything around an encoder. Knows no service.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder, EmbedInput } from '../../contract/embed.ts';
import { checkTokenCount, checkTotalTokens, knownTokens } from '../../contract/embed-limits.ts';

export interface ScriptedEmbedderOptions extends Pick<Embedder, 'id' | 'dimensions' | 'maxTokens'> {
  /** Ids of token arrays end here. */
  readonly vocabularySize: number;
  /** Inputs in a batch. */
  readonly batchSize: number;
  /** Waits before each batch. */
  readonly delayMs: number;
}

export interface ScriptedEmbedder extends Embedder {
  /** Batches that were computed so far, for tests. */
  batches(): number;
}

export function createScriptedEmbedder(options: ScriptedEmbedderOptions): ScriptedEmbedder {
  let batches = 0;
  return {
    id: options.id,
    dimensions: options.dimensions,
    maxTokens: options.maxTokens,
    batches: () => batches,
    embed: async function* (inputs, signal) {
      const rows = inputs.map((input, index) => wordsOf(input, index, options));
      checkTotalTokens(rows.map((row) => row.length));
      for (let start = 0; start < rows.length; start += options.batchSize) {
        if (options.delayMs > 0) await sleep(options.delayMs, undefined, { signal });
        signal.throwIfAborted();
        batches += 1;
        const batch = rows.slice(start, start + options.batchSize);
        yield {
          vectors: batch.map((row, at) => ({ index: start + at, vector: unitVector(row, options.dimensions) })),
          tokens: batch.reduce((sum, row) => sum + row.length, 0),
        };
      }
    },
    stop: async () => undefined,
  };
}

function wordsOf(input: EmbedInput, index: number, options: ScriptedEmbedderOptions): readonly string[] {
  const words =
    input.kind === 'text'
      ? input.text.split(/\s+/)
      : knownTokens(input.tokens, options.vocabularySize, index).map((token) => `#${token}`);
  checkTokenCount(words.length, options.maxTokens, index);
  return words;
}

function unitVector(words: readonly string[], dimensions: number): Float32Array {
  const sums = new Float64Array(dimensions);
  for (const word of words) {
    const digest = createHash('shake256', { outputLength: dimensions }).update(word).digest();
    for (const [at, byte] of digest.entries()) sums[at] = (sums[at] ?? 0) + byte - 127.5;
  }
  const length = Math.sqrt(sums.reduce((total, sum) => total + sum * sum, 0));
  return Float32Array.from(sums, (sum) => sum / length);
}
