// In: the URL of a running OpenAI-compatible server. Out: the Engine port over it. Knows no slot, no tokenizer and no caller.
import { createHash } from 'node:crypto';
import { Pool } from 'undici';
import type { Clock } from '../../base/clock.ts';
import { dataLines } from '../../base/data-lines.ts';
import type { Engine, EngineDelta, EngineFacts, EngineRun } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import { chatRequest } from './chat-request.ts';
import { readChatStream } from './read-chat-stream.ts';
import { readRetryAfterMs } from './read-retry-after.ts';

export interface UpstreamEngineOptions {
  readonly id: string;
  /** Base URL with its `/v1`, as clients write it. */
  readonly baseUrl: string;
  readonly key: string | null;
  /** What the upstream calls its model; null takes the first of its list. */
  readonly model: string | null;
  /** Requests that are sent to it at the same time. */
  readonly slotCount: number;
  /** Tokens that it accepts, prompt and answer together. */
  readonly contextTokens: number;
  /** How long an answer may take to begin; forever where absent. */
  readonly patience?: { readonly clock: Clock; readonly firstDeltaMs: number };
  /** Path that answers while the server is well, from the root of its host; the list of models where absent. */
  readonly healthPath?: string;
}

export interface UpstreamEngine extends Engine {
  /** Whether it answers a health check. Costs it nothing; never rejects. */
  isAlive(signal: AbortSignal): Promise<boolean>;
  stop(): Promise<void>;
}

/** Made once: an error made for each request costs a tenth of a millisecond. */
const runIsOver = new Error('The run is over.');

export function createUpstreamEngine(options: UpstreamEngineOptions): UpstreamEngine {
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const pool = new Pool(base.origin, { connections: options.slotCount + 2, headersTimeout: 0, bodyTimeout: 0 });
  const headers = {
    'content-type': 'application/json',
    ...(options.key === null ? {} : { authorization: `Bearer ${options.key}`, 'api-key': options.key }),
  };
  let model = options.model;

  async function modelName(signal: AbortSignal): Promise<string> {
    if (model !== null) return model;
    const answer = await pool.request({ method: 'GET', path: `${prefix}/models`, headers, signal });
    const list: unknown = await answer.body.json();
    const first =
      typeof list === 'object' && list !== null && 'data' in list && Array.isArray(list.data)
        ? list.data[0]?.id
        : undefined;
    if (typeof first !== 'string')
      throw new Fault('engine_unavailable', `The upstream at ${options.baseUrl} lists no model.`);
    model = first;
    return first;
  }

  async function* generate(run: EngineRun, signal: AbortSignal): AsyncGenerator<EngineDelta> {
    if (run.prompt.kind !== 'conversation') throw new Fault('internal', 'An upstream takes turns only.');
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    const beBegun = giveUpUnbegun(ending);
    try {
      const name = await reachable(modelName(either), signal);
      const body = JSON.stringify(chatRequest(run.prompt.conversation, run.sampling, name));
      const answer = await reachable(
        pool.request({ method: 'POST', path: `${prefix}/chat/completions`, headers, body, signal: either }),
        signal,
      );
      if (answer.statusCode !== 200) throw refusal(answer.statusCode, answer.headers, await answer.body.text());
      for await (const delta of readChatStream(dataLines(answer.body), run.sampling.stops)) {
        beBegun();
        yield delta;
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof Fault) throw error;
      if (ending.signal.aborted) throw ending.signal.reason;
      throw new Fault('engine_died', 'The upstream broke off while it was answering.', { cause: error });
    } finally {
      beBegun();
      ending.abort(runIsOver);
    }
  }

  /** Until the returned function is called, the run is on time. */
  function giveUpUnbegun(ending: AbortController): () => void {
    if (options.patience === undefined) return () => undefined;
    const { clock, firstDeltaMs } = options.patience;
    const message = `The upstream did not begin to answer within ${firstDeltaMs / 1000} s.`;
    return clock.after(firstDeltaMs, () => ending.abort(new Fault('timeout', message)));
  }

  /** What fails before an answer began cost the upstream nothing. */
  async function reachable<Value>(call: Promise<Value>, signal: AbortSignal): Promise<Value> {
    return call.catch((error: unknown) => {
      if (signal.aborted) throw signal.reason;
      if (error instanceof Fault) throw error;
      throw new Fault('engine_unavailable', `The upstream at ${base.origin} does not answer.`, { cause: error });
    });
  }

  async function facts(signal: AbortSignal): Promise<EngineFacts> {
    const ending = new AbortController();
    const beBegun = giveUpUnbegun(ending);
    const name = await reachable(modelName(AbortSignal.any([signal, ending.signal])), signal).finally(beBegun);
    return {
      contextTokens: options.contextTokens,
      slotCount: options.slotCount,
      vocabularySize: null,
      fingerprint: createHash('sha256').update(`${options.baseUrl} ${name}`).digest('hex').slice(0, 10),
      dialect: 'calls',
    };
  }

  return {
    id: options.id,
    facts,
    prepare: async (conversation) => ({ kind: 'conversation', conversation }),
    tokenizer: null,
    generate,
    isAlive: async (signal) => {
      const path = options.healthPath ?? `${prefix}/models`;
      const answer = await pool.request({ method: 'GET', path, headers, signal }).catch(() => null);
      if (answer === null) return false;
      await answer.body.dump().catch(() => undefined);
      // A server may have no such path, or want another key for it.
      return answer.statusCode < 500;
    },
    stop: () => pool.destroy(),
  };
}

/** What the upstream says of the request is the client's to know; what it says of itself is not. */
function refusal(status: number, headers: Parameters<typeof readRetryAfterMs>[0], text: string): Fault {
  const cause = new Error(`status ${status}: ${text.slice(0, 500)}`);
  const message = messageOf(text);
  if (status === 400 && message !== null) return new Fault('invalid_value', message, { param: 'messages', cause });
  // 408: its own queue was too long.
  if (status === 429 || status === 408)
    return new Fault('rate_limit_exceeded', 'The upstream is busy. Please try again shortly.', {
      cause,
      retryAfterMs: readRetryAfterMs(headers),
    });
  // A proxy without a server behind it, a server without its model, or one that is about to end: nothing was computed.
  if (status === 502 || status === 503)
    return new Fault('engine_unavailable', 'The upstream takes no requests now.', { cause });
  return new Fault('engine_error', 'The upstream refused the request.', { cause });
}

function messageOf(text: string): string | null {
  try {
    const message: unknown = JSON.parse(text)?.error?.message;
    return typeof message === 'string' ? message.slice(0, 500) : null;
  } catch {
    return null;
  }
}
