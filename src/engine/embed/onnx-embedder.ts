// In: an encoder's files and what is known of it. Out: the Embedder port over its thread: inputs to ids, ids checked, batches computed,
// asks taking turns. Knows no download and no HTTP.
import type { EmbeddedBatch, Embedder, EmbedInput } from '../../contract/embed.ts';
import { checkTokenCount, checkTotalTokens, knownTokens } from '../../contract/embed-limits.ts';
import { Fault } from '../../contract/fault.ts';
import { type EncoderThread, startEncoderThread } from './encoder-thread.ts';
import { FairLane } from './fair-lane.ts';
import { planBatches } from './plan-batches.ts';
import type { EncoderSetup, Vocabulary } from './worker-messages.ts';

export interface OnnxEmbedderOptions extends EncoderSetup {
  readonly id: string;
  readonly dimensions: number;
  readonly maxTokens: number;
  /** Asks that may be under way at the same time. */
  readonly maxAsks: number;
}

/** A quarter of a second on two cores: so long may a cancelled ask, and the next one in turn, have to wait. */
const maxPaddedTokens = 1024;
/** Milliseconds of tokenizing. */
const maxStretchCharacters = 65_536;

export async function openOnnxEmbedder(options: OnnxEmbedderOptions): Promise<Embedder> {
  const lane = new FairLane();
  let thread: Promise<EncoderThread> = startEncoderThread(options);
  await thread;
  let asks = 0;

  /** A thread that died is replaced once, for all that need it. */
  async function livingThread(): Promise<EncoderThread> {
    const current = thread;
    if ((await current.catch(() => null))?.isAlive() === true) return current;
    if (thread === current) thread = startEncoderThread(options);
    return thread;
  }

  async function rowsOf(
    inputs: readonly EmbedInput[],
    encoder: EncoderThread,
    signal: AbortSignal,
  ): Promise<readonly (readonly number[])[]> {
    const rows: (readonly number[])[] = Array.from(inputs, () => []);
    const place = (index: number, tokens: readonly number[]): void => {
      const row = surround(tokens, encoder.vocabulary);
      checkTokenCount(row.length, options.maxTokens, index);
      rows[index] = row;
    };
    const texts: { readonly index: number; readonly text: string }[] = [];
    for (const [index, input] of inputs.entries()) {
      if (input.kind === 'text') texts.push({ index, text: input.text });
      else place(index, knownTokens(input.tokens, encoder.vocabulary.size, index));
    }
    for (const stretch of stretchesOf(texts)) {
      const tokens = await lane.step(signal, () => encoder.tokenize(stretch.map(({ text }) => text)));
      for (const [at, { index }] of stretch.entries()) place(index, tokens[at] ?? []);
    }
    return rows;
  }

  async function* embed(inputs: readonly EmbedInput[], signal: AbortSignal): AsyncGenerator<EmbeddedBatch> {
    if (asks >= options.maxAsks) {
      const message = `Too many requests for embeddings are waiting (${asks}). Please try again later.`;
      throw new Fault('rate_limit_exceeded', message, { retryAfterMs: 1000 });
    }
    asks += 1;
    try {
      const encoder = await livingThread();
      const rows = await rowsOf(inputs, encoder, signal);
      const counts = rows.map((row) => row.length);
      checkTotalTokens(counts);
      for (const batch of planBatches(counts, maxPaddedTokens)) {
        const batchRows = batch.map((index) => rows[index] ?? []);
        const vectors = await lane.step(signal, () => encoder.encode(batchRows));
        yield {
          vectors: batch.map((index, at) => ({ index, vector: vectors[at] ?? new Float32Array() })),
          tokens: batchRows.reduce((sum, row) => sum + row.length, 0),
        };
      }
    } finally {
      asks -= 1;
    }
  }

  const { id, dimensions, maxTokens } = options;
  return {
    id,
    dimensions,
    maxTokens,
    embed,
    stop: async () => {
      await (await thread.catch(() => null))?.stop();
    },
  };
}

/** Who sends ids may have put the control tokens around already, as tokenizers do. */
function surround(tokens: readonly number[], { startId, endId }: Vocabulary): readonly number[] {
  const isSurrounded = tokens.length >= 2 && tokens[0] === startId && tokens.at(-1) === endId;
  return isSurrounded ? tokens : [startId, ...tokens, endId];
}

function stretchesOf<Item extends { readonly text: string }>(items: readonly Item[]): readonly (readonly Item[])[] {
  const stretches: Item[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const item of items) {
    characters += item.text.length;
    if (characters > maxStretchCharacters) {
      stretches.push([]);
      characters = item.text.length;
    }
    stretches.at(-1)?.push(item);
  }
  return stretches;
}
