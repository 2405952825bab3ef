// In: plain arguments. Out: llama.cpp's own HTTP endpoints spoken once each, answers checked. Knows no conversation and no policy.
import { Pool } from 'undici';
import { dataLines } from '../../base/data-lines.ts';
import { Fault } from '../../contract/fault.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { TokenId, TokenPiece } from '../../contract/vocabulary.ts';

export interface LlamaProperties {
  readonly contextTokensPerSlot: number;
  readonly slotCount: number;
}

export interface LlamaClient {
  isHealthy(signal: AbortSignal): Promise<boolean>;
  properties(signal: AbortSignal): Promise<LlamaProperties>;
  /** The chat template over messages in OpenAI's shape. Fault `invalid_value` on `messages` when the template refuses. */
  applyTemplate(messages: readonly Json[], tools: readonly Json[], signal: AbortSignal): Promise<string>;
  /**
   * The ids of the pieces, each tokenised by itself, one after the other. Without `isTemplate` no control token can come out. With it,
   * control tokens are read and the model's own first token is added if `isFirst`.
   */
  tokenize(
    pieces: readonly string[],
    how: { readonly isTemplate: boolean; readonly isFirst: boolean },
    signal: AbortSignal,
  ): Promise<readonly TokenId[]>;
  /** As `tokenize` without `isTemplate`, with what each token stands for. */
  tokenizePieces(pieces: readonly string[], signal: AbortSignal): Promise<readonly TokenPiece[]>;
  detokenize(tokens: readonly TokenId[], signal: AbortSignal): Promise<string>;
  /** The answer of one completion that is not streamed. */
  completeOnce(body: JsonObject, signal: AbortSignal): Promise<unknown>;
  /** The events of one streamed completion. */
  complete(body: JsonObject, signal: AbortSignal): AsyncGenerator<unknown>;
  /** What the slot holds goes to a file of the engine's folder, or comes from there. */
  moveSlot(slot: number, action: 'save' | 'restore', fileName: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface LlamaClientOptions {
  readonly origin: string;
  readonly key: string;
  readonly connections: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The engine answers late on purpose (a long prompt), so no timeout stands on headers or body: the signal ends a call. */
export function createLlamaClient(options: LlamaClientOptions): LlamaClient {
  // The engine closes idle connections after 5 s and any after 100 requests; staying below avoids most closed-socket races.
  const pool = new Pool(options.origin, {
    connections: options.connections,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 3000,
    pipelining: 1,
  });
  const headers = { authorization: `Bearer ${options.key}`, 'content-type': 'application/json' };

  async function call(
    method: 'GET' | 'POST',
    path: string,
    body: Json | undefined,
    signal: AbortSignal,
  ): Promise<Answer> {
    const answer = await retryClosedSocket(() =>
      pool.request({ method, path, headers, signal, body: body === undefined ? null : JSON.stringify(body) }),
    );
    return { status: answer.statusCode, body: parseJson(await answer.body.text()) };
  }

  async function callForObject(
    method: 'GET' | 'POST',
    path: string,
    body: Json | undefined,
    signal: AbortSignal,
  ): Promise<Answer> {
    return call(method, path, body, signal).catch((error: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw new Fault('engine_unavailable', 'The engine does not answer.', { cause: error });
    });
  }

  return {
    isHealthy: async (signal) => (await call('GET', '/health', undefined, signal)).status === 200,

    properties: async (signal) => {
      const answer = await callForObject('GET', '/props', undefined, signal);
      const contextTokensPerSlot = numberAt(answer.body, 'default_generation_settings', 'n_ctx');
      const slotCount = numberAt(answer.body, 'total_slots');
      if (contextTokensPerSlot === null || slotCount === null) throw refusal(answer);
      return { contextTokensPerSlot, slotCount };
    },

    applyTemplate: async (messages, tools, signal) => {
      const body = tools.length === 0 ? { messages } : { messages, tools };
      const answer = await callForObject('POST', '/apply-template', body, signal);
      const prompt = valueAt(answer.body, 'prompt');
      if (answer.status === 200 && typeof prompt === 'string') return prompt;
      throw new Fault(
        'invalid_value',
        `The model's chat template cannot express this conversation: ${refusalText(answer)}`,
        { param: 'messages' },
      );
    },

    tokenize: async (pieces, how, signal) => {
      const answer = await callForObject(
        'POST',
        '/tokenize',
        { content: pieces, parse_special: how.isTemplate, add_special: how.isFirst },
        signal,
      );
      const tokens = valueAt(answer.body, 'tokens');
      if (answer.status !== 200 || !Array.isArray(tokens)) throw refusal(answer);
      return tokens.map(Number);
    },

    tokenizePieces: async (pieces, signal) => {
      const answer = await callForObject(
        'POST',
        '/tokenize',
        { content: pieces, parse_special: false, add_special: false, with_pieces: true },
        signal,
      );
      const tokens = valueAt(answer.body, 'tokens');
      if (answer.status !== 200 || !Array.isArray(tokens)) throw refusal(answer);
      return tokens.map((token) => ({
        id: numberAt(token, 'id') ?? 0,
        bytes: bytesOfPiece(valueAt(token, 'piece')),
      }));
    },

    detokenize: async (tokens, signal) => {
      const answer = await callForObject('POST', '/detokenize', { tokens: [...tokens] }, signal);
      const content = valueAt(answer.body, 'content');
      if (answer.status !== 200 || typeof content !== 'string') throw refusal(answer);
      return content;
    },

    completeOnce: async (body, signal) => {
      const answer = await callForObject('POST', '/completion', body, signal);
      if (answer.status !== 200) throw refusal(answer);
      return answer.body;
    },

    complete: async function* (body, signal) {
      // The engine closes the connection behind a stream without saying so: one of its own for each spares the next request the race.
      const answer = await retryClosedSocket(() =>
        pool.request({ method: 'POST', path: '/completion', headers, signal, body: JSON.stringify(body), reset: true }),
      ).catch((error: unknown) => {
        if (signal.aborted) throw signal.reason;
        throw new Fault('engine_unavailable', 'The engine does not answer.', { cause: error });
      });
      if (answer.statusCode !== 200)
        throw refusal({ status: answer.statusCode, body: parseJson(await answer.body.text()) });
      try {
        for await (const data of dataLines(answer.body)) yield parseJson(data);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw new Fault('engine_died', 'The engine stopped while it was answering.', { cause: error });
      } finally {
        answer.body.destroy();
      }
    },

    moveSlot: async (slot, action, fileName, signal) => {
      const answer = await callForObject('POST', `/slots/${slot}?action=${action}`, { filename: fileName }, signal);
      if (answer.status !== 200) throw refusal(answer);
    },

    close: () => pool.destroy(),
  };
}

/** Text, or the bytes of a token that is a part of a character. */
function bytesOfPiece(piece: unknown): Uint8Array {
  return typeof piece === 'string'
    ? Buffer.from(piece)
    : Uint8Array.from(Array.isArray(piece) ? piece.map(Number) : []);
}

/** A reused socket that the engine had just closed: nothing was computed, so once more is safe. */
async function retryClosedSocket<Value>(send: () => Promise<Value>): Promise<Value> {
  return send().catch((error: unknown) => {
    if (isClosedSocket(error)) return send();
    throw error;
  });
}

function isClosedSocket(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusal(answer: Answer): Fault {
  return new Fault('engine_error', 'The engine refused the request.', {
    cause: new Error(`status ${answer.status}: ${refusalText(answer)}`),
  });
}

function refusalText(answer: Answer): string {
  const message = valueAt(answer.body, 'error', 'message');
  return typeof message === 'string' ? (message.split('\n')[0] ?? '').slice(0, 300) : `status ${answer.status}`;
}

export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = Reflect.get(inner, key);
  }
  return inner;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | null {
  const found = valueAt(value, ...path);
  return typeof found === 'number' ? found : null;
}
