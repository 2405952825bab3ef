// In: the URL of a running OpenAI-compatible server. Out: the Engine port over it. Knows no slot, no tokenizer and no caller.
import { createHash } from 'node:crypto';
import { Pool } from 'undici';
import type { Clock } from '../../base/clock.ts';
import { DataLines } from '../../base/data-lines.ts';
import type { Engine, EngineDelta, EngineFacts, EngineRun } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import { chatRequest } from './chat-request.ts';
import { ChatStreamReader, joinTexts } from './read-chat-stream.ts';
import { readRetryAfterMs } from './read-retry-after.ts';
import { UpstreamCall } from './upstream-call.ts';

/** How long pieces of an answer that is wanted whole may be untold, and uncounted. */
const untoldMs = 250;

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
  readonly clock: Pick<Clock, 'after'>;
  /** How long an answer may take to begin; forever where absent. */
  readonly firstDeltaMs?: number;
  /** Path that answers while the server is well, from the root of its host; the list of models where absent. */
  readonly healthPath?: string;
}

export interface UpstreamEngine extends Engine {
  /** Whether it answers a health check. Costs it nothing; never rejects. */
  isAlive(signal: AbortSignal): Promise<boolean>;
  stop(): Promise<void>;
}

export function createUpstreamEngine(options: UpstreamEngineOptions): UpstreamEngine {
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const pool = new Pool(base.origin, { connections: options.slotCount + 2, headersTimeout: 0, bodyTimeout: 0 });
  const headers = {
    'content-type': 'application/json',
    ...(options.key === null ? {} : { authorization: `Bearer ${options.key}`, 'api-key': options.key }),
  };
  let known = options.model === null ? null : factsOf(options.model);

  /** Asked once. */
  async function knownModel(signal: AbortSignal): Promise<KnownModel> {
    if (known !== null) return known;
    const ending = new AbortController();
    const beBegun = giveUpUnbegun((fault) => ending.abort(fault));
    try {
      const either = AbortSignal.any([signal, ending.signal]);
      const answer = await pool.request({ method: 'GET', path: `${prefix}/models`, headers, signal: either });
      const name = firstModel(await answer.body.json());
      if (name === null) throw new Fault('engine_unavailable', `The upstream at ${options.baseUrl} lists no model.`);
      known = factsOf(name);
      return known;
    } catch (error) {
      throw signal.aborted ? signal.reason : unreachable(error);
    } finally {
      beBegun();
    }
  }

  function factsOf(name: string): KnownModel {
    return {
      name,
      facts: {
        contextTokens: options.contextTokens,
        slotCount: options.slotCount,
        vocabularySize: null,
        fingerprint: createHash('sha256').update(`${options.baseUrl} ${name}`).digest('hex').slice(0, 10),
        dialect: 'calls',
      },
    };
  }

  async function* generate(run: EngineRun, signal: AbortSignal): AsyncGenerator<EngineDelta> {
    if (run.prompt.kind !== 'conversation') throw new Fault('internal', 'An upstream takes turns only.');
    const { name } = await knownModel(signal);
    const body = JSON.stringify(chatRequest(run.prompt.conversation, run.sampling, name));
    const path = `${prefix}/chat/completions`;
    const call = new UpstreamCall(pool, { method: 'POST', path, headers, body }, signal);
    const beBegun = giveUpUnbegun((fault) => call.abort(fault));
    const reader = new ChatStreamReader(run.sampling.stops);
    let hasAnswered = false;
    try {
      const head = await call.head;
      hasAnswered = true;
      if (head.statusCode !== 200) throw refusal(head.statusCode, head.headers, await call.text());
      for await (const delta of run.isWhole === true ? joined(call, reader, options.clock) : asTheyCome(call, reader)) {
        beBegun();
        yield delta;
      }
      const finish = reader.finish();
      beBegun();
      yield finish;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof Fault) throw error;
      if (!hasAnswered) throw unreachable(error);
      throw new Fault('engine_died', 'The upstream broke off while it was answering.', { cause: error });
    } finally {
      beBegun();
      call.leave(reader.isDone, options.clock);
    }
  }

  /** Until the returned function is called, the run is on time. */
  function giveUpUnbegun(giveUp: (fault: Fault) => void): () => void {
    const { clock, firstDeltaMs } = options;
    if (firstDeltaMs === undefined) return () => undefined;
    const message = `The upstream did not begin to answer within ${firstDeltaMs / 1000} s.`;
    return clock.after(firstDeltaMs, () => giveUp(new Fault('timeout', message)));
  }

  /** What fails before an answer began cost the upstream nothing. */
  function unreachable(error: unknown): Fault {
    if (error instanceof Fault) return error;
    return new Fault('engine_unavailable', `The upstream at ${base.origin} does not answer.`, { cause: error });
  }

  return {
    id: options.id,
    facts: async (signal) => (await knownModel(signal)).facts,
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

async function* asTheyCome(call: UpstreamCall, reader: ChatStreamReader): AsyncGenerator<EngineDelta> {
  const lines = new DataLines();
  for (let bytes = await call.next(); bytes !== null; bytes = await call.next()) {
    yield* reader.take(lines.push(bytes));
    if (reader.fault !== null) throw reader.fault;
    if (reader.isDone) return;
  }
}

/** Nobody reads along: what comes is read at once, and told in few pieces. */
async function* joined(
  call: UpstreamCall,
  reader: ChatStreamReader,
  clock: Pick<Clock, 'after'>,
): AsyncGenerator<EngineDelta> {
  const lines = new DataLines();
  let taken: EngineDelta[] = [];
  const take = (bytes: Buffer): boolean => {
    taken.push(...reader.take(lines.push(bytes)));
    return reader.isDone || reader.fault !== null;
  };
  for (let goesOn = true; goesOn && !reader.isDone; ) {
    goesOn = await call.pass(untoldMs, take, clock);
    const told = taken;
    taken = [];
    yield* joinTexts(told);
    if (reader.fault !== null) throw reader.fault;
  }
}

interface KnownModel {
  readonly name: string;
  readonly facts: EngineFacts;
}

function firstModel(list: unknown): string | null {
  if (typeof list !== 'object' || list === null || !('data' in list) || !Array.isArray(list.data)) return null;
  const id: unknown = list.data[0]?.id;
  return typeof id === 'string' ? id : null;
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
