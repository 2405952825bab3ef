// In: a script for the engine and configuration. Out: the whole service on a free loopback port with a home of its own, and the
// official client towards it. Knows no case.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { type ClientOptions } from 'openai';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { composeService, type RunningService } from '../../src/cli/compose-service.ts';
import { createPoolEngine } from '../../src/cli/create-pool-engine.ts';
import type { SafetyParts } from '../../src/cli/safety-parts.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Embedder } from '../../src/contract/embed.ts';
import type { EngineFacts } from '../../src/contract/engine.ts';
import type { ServiceEvent } from '../../src/contract/observer.ts';
import type { Tokenizer } from '../../src/contract/vocabulary.ts';
import { byteTokenizer } from '../../src/engine/scripted/byte-tokenizer.ts';
import {
  createScriptedEngine,
  type ScriptedAnswer,
  type ScriptedEngine,
  type ScriptedEngineOptions,
} from '../../src/engine/scripted/scripted-engine.ts';
import type { ScreenPort } from '../../src/serve/screen-port.ts';
import { scriptedSafety } from './scripted-safety.ts';

export interface ScriptedServiceOptions {
  readonly answer?: ScriptedEngineOptions['answer'];
  readonly facts?: Partial<EngineFacts>;
  /** Null makes it an engine that takes conversations only; a token for each byte otherwise. */
  readonly tokenizer?: Tokenizer | null;
  /** Without one there are no embeddings. */
  readonly embedder?: Embedder;
  /** What the filter would say; nothing where absent, and text comes as it is pulled. */
  readonly screen?: ScreenPort;
  /** The service's own filter, over `safety`. */
  readonly isFiltering?: boolean;
  /** What texts are judged by; words like FLAGHATE4 where nothing is said. */
  readonly safety?: SafetyParts;
  readonly environment?: Readonly<Record<string, string>>;
  /** The configuration file's content. */
  readonly file?: unknown;
  readonly clock?: Clock;
  /** One of its own where absent, gone at the end. */
  readonly home?: string;
  /** The engine forgets its runs, as a real one. */
  readonly isForgetful?: boolean;
}

export interface ScriptedService {
  readonly baseUrl: string;
  readonly port: number;
  readonly engine: ScriptedEngine;
  readonly service: RunningService;
  /** Codes of all faults so far; `internal` among them is a bug of ours. */
  readonly faultCodes: readonly string[];
  /** What the schedule last told of itself. */
  queue(): { readonly running: number; readonly waiting: number };
  client(options?: ClientOptions): OpenAI;
  post(body: unknown, headers?: Readonly<Record<string, string>>, path?: string): Promise<Response>;
  stop(): Promise<void>;
}

/** Two tokens a word, with characters that take two, three and four bytes, and a combining accent. */
export const greeting = ['Grü', 'ße', ' 👩‍🚀', ' 你好', ' e\u0301', '.'] as const;

export function script(deltas: readonly string[], rest: Partial<ScriptedAnswer> = {}): ScriptedAnswer {
  return { deltas, reason: 'stop', delayMs: 0, diesAtDelta: null, ...rest };
}

/** So many short deltas, one after the other. */
export function slowScript(deltaCount: number, delayMs: number): ScriptedAnswer {
  return script(
    Array.from({ length: deltaCount }, (_, number) => `${number} `),
    { delayMs },
  );
}

export const nothingScreened: ScreenPort = {
  open: () => ({
    streamMode: 'buffered',
    mayChangePrompt: false,
    prompt: async (asks) => ({ promptVerdict: null, texts: asks.map(({ text }) => text) }),
    completion: (pieces) => pieces,
    scoreDocuments: async (texts) => texts.map(() => 0),
    report: () => undefined,
  }),
};

export async function startScriptedService(options: ScriptedServiceOptions = {}): Promise<ScriptedService> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'kinglet-wire-'));
  const config = loadConfig({
    argumentsGiven: {},
    environment: {
      HOME: home,
      KINGLET_HOME: home,
      PORT: '0',
      // What the engine is sent is what the client sent, but where a case is about just that.
      KINGLET_HIERARCHY_POLICY: 'off',
      ...options.environment,
    },
    workingFolder: home,
    isTerminal: false,
    readFile: () => (options.file === undefined ? null : JSON.stringify(options.file)),
  });
  const engine = createScriptedEngine({
    id: 'scripted',
    facts: {
      contextTokens: 4096,
      slotCount: 4,
      vocabularySize: 1000,
      fingerprint: 'abc123',
      dialect: 'plain',
      ...options.facts,
    },
    ...(options.tokenizer === null ? {} : { tokenizer: options.tokenizer ?? byteTokenizer() }),
    answer: options.answer ?? (() => script(greeting)),
    isForgetful: options.isForgetful ?? false,
  });
  const faultCodes: string[] = [];
  let queue = { running: 0, waiting: 0 };
  const emit = (event: ServiceEvent): void => {
    if (event.kind === 'fault-raised') faultCodes.push(event.code);
    if (event.kind === 'queue-changed') queue = { running: event.running, waiting: event.waiting };
  };
  const clock = options.clock ?? systemClock;
  const poolEngines = config.engines.map((entry) => createPoolEngine(entry, clock));
  const service = await composeService({
    config,
    engine,
    poolEngines,
    clock,
    ...(options.embedder === undefined ? {} : { embedder: options.embedder }),
    ...(options.isFiltering === true ? {} : { screen: options.screen ?? nothingScreened }),
    safety: options.safety ?? scriptedSafety(),
    modelId: 'scripted-model',
    modelTitle: 'Scripted',
    engineLine: 'scripted',
    contextTokens: 4096,
    observers: [{ emit }],
    isReady: () => true,
  });
  const { baseUrl } = service;
  let hasEnded = false;
  return {
    baseUrl,
    port: Number(new URL(baseUrl).port),
    engine,
    service,
    faultCodes,
    queue: () => queue,
    client: (clientOptions = {}) =>
      new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: 'any', maxRetries: 0, ...clientOptions }),
    post: (body, headers = {}, path = '/v1/chat/completions') =>
      fetch(`${baseUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    stop: async () => {
      if (hasEnded) return;
      hasEnded = true;
      await service.drain();
      await Promise.all(poolEngines.map((pooled) => pooled.engine.stop()));
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Waits until the condition holds; tells how many milliseconds it took, and fails after the limit. */
export async function until(condition: () => boolean, limitMs: number): Promise<number> {
  const begunMs = performance.now();
  while (!condition()) {
    if (performance.now() - begunMs > limitMs) throw new Error(`not within ${limitMs} ms: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - begunMs;
}
