// In: how to start a llama.cpp server in embedding mode, and with what. Out: the Embedder port over that process, supervised, on a
// loopback port and key of its own. Knows no caller, no deployment and no catalogue.
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { freeLoopbackPort } from '../../base/free-loopback-port.ts';
import { type ChildState, supervise } from '../../base/supervise.ts';
import type { EmbeddedBatch, Embedder, EmbedInput } from '../../contract/embed.ts';
import { checkTokenCount, checkTotalTokens, knownTokens } from '../../contract/embed-limits.ts';
import { Fault } from '../../contract/fault.ts';
import { createLlamaClient, type LlamaClient } from './llama-client.ts';
import { type LlamaProgram, llamaCommand } from './llama-command.ts';
import { askVectors } from './llama-vectors.ts';
import type { LlamaParameters, Pooling } from './parameters.ts';

export interface LlamaEmbedderOptions {
  readonly id: string;
  readonly program: LlamaProgram;
  readonly parameters: Omit<LlamaParameters, 'host' | 'port'> & { readonly pooling: Pooling };
  readonly dimensions: number;
  readonly maxTokens: number;
  readonly vocabularySize: number;
  /** Asks that may be under way at the same time. */
  readonly maxAsks: number;
  readonly readyTimeoutMs: number;
  readonly clock: Clock;
  onState(state: ChildState, detail: string): void;
}

interface ReadyServer {
  readonly origin: string;
  readonly key: string;
  readonly client: LlamaClient;
}

/** What the encoder wants before and behind an input. */
interface Surroundings {
  readonly before: readonly number[];
  readonly behind: readonly number[];
}

/** Short enough that an ask which is cancelled is counted as far as it went, long enough that asking costs little. */
const maxBatchTokens = 256;
const parallelTexts = 8;

export function createLlamaEmbedder(options: LlamaEmbedderOptions): Embedder {
  let server: ReadyServer | null = null;
  let surroundings: Promise<Surroundings> | null = null;
  let asks = 0;

  const child = supervise({
    name: 'embedding engine',
    readyTimeoutMs: options.readyTimeoutMs,
    restartLimit: 5,
    steadyMs: 30_000,
    firstBackoffMs: 500,
    longestBackoffMs: 30_000,
    clock: options.clock,
    onState: options.onState,
    launch: async () => {
      const key = randomBytes(24).toString('base64url');
      const parameters = { ...options.parameters, host: '127.0.0.1', port: await freeLoopbackPort() };
      await server?.client.close();
      const origin = `http://127.0.0.1:${parameters.port}`;
      const client = createLlamaClient({ origin, key, connections: options.parameters.httpThreads - 2 });
      server = { origin, key, client };
      return { ...llamaCommand(options.program, parameters, key), isReady: (signal) => client.isHealthy(signal) };
    },
  });

  async function readyServer(signal: AbortSignal): Promise<ReadyServer> {
    await child.whenReady(signal).catch((cause: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw notRunning(cause);
    });
    if (server === null) throw notRunning(null);
    return server;
  }

  async function rowsOf(
    inputs: readonly EmbedInput[],
    client: LlamaClient,
    signal: AbortSignal,
  ): Promise<readonly (readonly number[])[]> {
    surroundings ??= readSurroundings(client, signal).catch((error: unknown) => {
      surroundings = null;
      throw error;
    });
    const { before, behind } = await surroundings;
    const rowOf = async (input: EmbedInput, index: number): Promise<readonly number[]> => {
      const tokens =
        input.kind === 'tokens'
          ? knownTokens(input.tokens, options.vocabularySize, index)
          : await client.tokenize([input.text], { isTemplate: false, isFirst: false }, signal);
      const row = startsWith(tokens, before) && endsWith(tokens, behind) ? tokens : [...before, ...tokens, ...behind];
      checkTokenCount(row.length, options.maxTokens, index);
      return row;
    };
    const rows: (readonly number[])[] = [];
    for (let start = 0; start < inputs.length; start += parallelTexts) {
      const stretch = inputs.slice(start, start + parallelTexts);
      rows.push(...(await Promise.all(stretch.map((input, at) => rowOf(input, start + at)))));
    }
    return rows;
  }

  async function* embed(inputs: readonly EmbedInput[], signal: AbortSignal): AsyncGenerator<EmbeddedBatch> {
    if (asks >= options.maxAsks) {
      const message = `Too many requests for embeddings are waiting (${asks}). Please try again later.`;
      throw new Fault('rate_limit_exceeded', message, { retryAfterMs: 1000 });
    }
    asks += 1;
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    try {
      signal.throwIfAborted();
      const { origin, key, client } = await readyServer(signal);
      const rows = await rowsOf(inputs, client, either);
      checkTotalTokens(rows.map((row) => row.length));
      for (const batch of batchesOf(rows)) {
        signal.throwIfAborted();
        const vectors = await askVectors({ origin, key, rows: batch.rows }, either);
        yield {
          vectors: vectors.map((vector, at) => ({ index: batch.start + at, vector })),
          tokens: batch.rows.reduce((sum, row) => sum + row.length, 0),
        };
      }
    } finally {
      ending.abort();
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
      await child.stop();
      await server?.client.close();
    },
  };
}

/** Its last words are for the operator. */
function notRunning(cause: unknown): Fault {
  return new Fault('engine_unavailable', 'The embedding engine is not running.', { cause, retryAfterMs: 5000 });
}

/** Told by a word with and without them. */
async function readSurroundings(client: LlamaClient, signal: AbortSignal): Promise<Surroundings> {
  const word = await client.tokenize(['word'], { isTemplate: false, isFirst: false }, signal);
  const whole = await client.tokenize(['word'], { isTemplate: false, isFirst: true }, signal);
  const start = whole.findIndex((_, at) => startsWith(whole.slice(at), word));
  return { before: whole.slice(0, Math.max(0, start)), behind: whole.slice(Math.max(0, start) + word.length) };
}

function startsWith(tokens: readonly number[], start: readonly number[]): boolean {
  return start.every((token, at) => tokens[at] === token);
}

function endsWith(tokens: readonly number[], end: readonly number[]): boolean {
  return end.every((token, at) => tokens[tokens.length - end.length + at] === token);
}

interface Batch {
  readonly start: number;
  readonly rows: (readonly number[])[];
}

function batchesOf(rows: readonly (readonly number[])[]): readonly Batch[] {
  const batches: Batch[] = [];
  let tokens = Number.POSITIVE_INFINITY;
  for (const [index, row] of rows.entries()) {
    tokens += row.length;
    if (tokens > maxBatchTokens) {
      batches.push({ start: index, rows: [] });
      tokens = row.length;
    }
    batches.at(-1)?.rows.push(row);
  }
  return batches;
}
