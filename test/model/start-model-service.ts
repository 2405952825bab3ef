// In: which small model, how many slots, how much context. Out: the real service over the real engine, or that engine alone with the
// same parameters on a port of its own. Knows no case.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { inject } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { freeLoopbackPort } from '../../src/base/free-loopback-port.ts';
import { supervise } from '../../src/base/supervise.ts';
import { readGgufHeader } from '../../src/catalog/gguf-header.ts';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { describeMachine } from '../../src/catalog/machine.ts';
import { chooseParameters } from '../../src/cli/choose-parameters.ts';
import { composeService, type RunningService } from '../../src/cli/compose-service.ts';
import { openSafetyParts } from '../../src/cli/open-safety-parts.ts';
import { startLlama } from '../../src/cli/start-llama.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Embedder } from '../../src/contract/embed.ts';
import { openOnnxEmbedder } from '../../src/engine/embed/onnx-embedder.ts';
import type { LlamaEngine } from '../../src/engine/llama/llama-engine.ts';
import { llamaServerFlags } from '../../src/engine/llama/parameters.ts';
import { nothingScreened } from '../wire/start-scripted-service.ts';
import type { SmallModelId } from './setup.ts';

export interface ModelOptions {
  readonly model?: SmallModelId;
  readonly slots?: number;
  /** Of one slot. */
  readonly contextTokens?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the configuration file says. */
  readonly file?: object;
  /** With embeddings: the encoder of the catalogue beside the engine. */
  readonly isEmbedding?: boolean;
  /** Text comes as the engine writes it. */
  readonly isUnscreened?: boolean;
}

export interface ModelService {
  readonly baseUrl: string;
  readonly port: number;
  readonly engine: LlamaEngine;
  readonly service: RunningService;
  readonly faultCodes: readonly string[];
  client(): OpenAI;
  stop(): Promise<void>;
}

export const never = new AbortController().signal;

function configFor(home: string, options: ModelOptions): Config {
  return loadConfig({
    argumentsGiven: {},
    environment: {
      HOME: home,
      KINGLET_HOME: home,
      PORT: '0',
      KINGLET_SLOTS: String(options.slots ?? 4),
      KINGLET_CONTEXT: String(options.contextTokens ?? 4096),
      // A machine that is busy with other things is better served with one.
      ...(process.env['KINGLET_THREADS'] === undefined ? {} : { KINGLET_THREADS: process.env['KINGLET_THREADS'] }),
      // Its boundaries and canaries are other words in every installation: what a small model answers, and what is counted, would be too.
      KINGLET_HIERARCHY_POLICY: 'off',
      ...options.environment,
    },
    workingFolder: home,
    isTerminal: false,
    readFile: () => (options.file === undefined ? null : JSON.stringify(options.file)),
  });
}

export async function startModelService(options: ModelOptions = {}): Promise<ModelService> {
  const home = mkdtempSync(join(tmpdir(), 'kinglet-model-'));
  const config = configFor(home, options);
  const model = inject('smallModels')[options.model ?? 'qwen2.5-coder-0.5b-instruct'];
  const { engine, contextTokensPerSlot } = await startLlama({
    config,
    machine: await describeMachine(),
    launch: inject('engineLaunch'),
    model,
    callDoubts: loadCatalog().models.find(({ id }) => id === model.id) ?? {
      furtherCallLogprob: null,
      leastCallLogprob: null,
    },
    onState: () => undefined,
  });
  await engine.facts(never);
  const faultCodes: string[] = [];
  const embedder = options.isEmbedding === true ? await openEncoder() : null;
  const safety = await openSafetyParts();
  const service = await composeService({
    safety,
    ...(options.isUnscreened === true ? { screen: nothingScreened } : {}),
    ...(embedder === null ? {} : { embedder }),
    config,
    engine,
    modelId: model.id,
    modelTitle: model.id,
    engineLine: 'test',
    contextTokens: contextTokensPerSlot,
    observers: [
      {
        emit: (event) => {
          if (event.kind === 'fault-raised') faultCodes.push(event.code);
        },
      },
    ],
    isReady: () => engine.state() === 'ready',
  });
  return {
    baseUrl: service.baseUrl,
    port: Number(new URL(service.baseUrl).port),
    engine,
    service,
    faultCodes,
    client: () => new OpenAI({ baseURL: `${service.baseUrl}/v1`, apiKey: 'any', maxRetries: 0 }),
    stop: async () => {
      await service.drain();
      await engine.stop();
      await embedder?.stop();
      await safety.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The encoder that every installation has, open. */
export function openEncoder(): Promise<Embedder> {
  const { entry, files } = inject('encoder');
  const { dimensions, maxTokens } = entry;
  const threads = Number(process.env['KINGLET_THREADS'] ?? 2);
  return openOnnxEmbedder({ ...files, dimensions, maxTokens, threads, maxAsks: 16 });
}

export interface BareEngine {
  readonly origin: string;
  readonly key: string;
  /** Null once it has ended. */
  processId(): number | null;
  client(): OpenAI;
  /** The ids of a text, as the model's own tokenizer cuts it. */
  tokenize(text: string, isTemplate?: boolean): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** The same binary, model and parameters, asked through its own API. */
export async function startBareEngine(options: ModelOptions = {}): Promise<BareEngine> {
  const home = mkdtempSync(join(tmpdir(), 'kinglet-bare-'));
  const model = inject('smallModels')[options.model ?? 'qwen2.5-coder-0.5b-instruct'];
  const chosen = chooseParameters({
    config: configFor(home, options).engine,
    machine: await describeMachine(),
    header: await readGgufHeader(model.path),
    modelId: model.id,
    modelPath: model.path,
    projectorPath: null,
    slotSaveFolder: home,
    tuned: null,
  });
  const parameters = { ...chosen.parameters, host: '127.0.0.1', port: await freeLoopbackPort() };
  const launch = inject('engineLaunch');
  const isNative = launch.kind === 'llama-server';
  const key = 'bare-engine-key';
  const origin = `http://127.0.0.1:${parameters.port}`;
  const child = supervise({
    name: 'bare engine',
    readyTimeoutMs: 120_000,
    restartLimit: 0,
    steadyMs: 1000,
    firstBackoffMs: 100,
    longestBackoffMs: 1000,
    clock: systemClock,
    onState: () => undefined,
    launch: async () => ({
      command: launch.command,
      arguments: isNative ? [...launch.arguments, ...llamaServerFlags(parameters)] : launch.arguments,
      environment: {
        ...launch.environment,
        LLAMA_API_KEY: key,
        ...(isNative ? {} : { KINGLET_ENGINE_PARAMETERS: JSON.stringify(parameters) }),
      },
      isReady: async (signal) => (await fetch(`${origin}/health`, { signal })).status === 200,
    }),
  });
  await child.whenReady(never);
  return {
    origin,
    key,
    processId: () => child.pid(),
    client: () => new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0 }),
    tokenize: (text, isTemplate = false) => tokenizeAt({ origin, key }, text, isTemplate),
    stop: async () => {
      await child.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export interface EngineAddress {
  readonly origin: string;
  readonly key: string;
  /** Where it saves slots. */
  readonly slotFolder: string;
}

/** Where the service's own engine listens. Its port and key are nobody's business, so they are read from its process (Linux). */
export function engineAddress(engine: LlamaEngine): EngineAddress {
  const folder = `/proc/${engine.processId()}`;
  const words = readFileSync(`${folder}/cmdline`, 'utf8').split('\0');
  const environment = new Map(
    readFileSync(`${folder}/environ`, 'utf8')
      .split('\0')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const parameters = JSON.parse(environment.get('KINGLET_ENGINE_PARAMETERS') ?? '{}');
  const after = (flag: string): string | null =>
    words.includes(flag) ? (words[words.indexOf(flag) + 1] ?? null) : null;
  return {
    origin: `http://127.0.0.1:${after('--port') ?? parameters.port}`,
    key: environment.get('LLAMA_API_KEY') ?? '',
    slotFolder: after('--slot-save-path') ?? parameters.slotSaveFolder,
  };
}

export async function busySlots({ origin, key }: Pick<EngineAddress, 'origin' | 'key'>): Promise<number> {
  const answer = await fetch(`${origin}/slots`, { headers: { authorization: `Bearer ${key}` } });
  // The engine's own list; each slot has `is_processing`.
  const slots = (await answer.json()) as readonly { readonly is_processing: boolean }[];
  return slots.filter((slot) => slot.is_processing).length;
}

async function tokenizeAt(
  address: Pick<EngineAddress, 'origin' | 'key'>,
  text: string,
  isTemplate: boolean,
): Promise<readonly number[]> {
  const answer = await fetch(`${address.origin}/tokenize`, {
    method: 'POST',
    headers: { authorization: `Bearer ${address.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: text, parse_special: isTemplate, add_special: false }),
  });
  return ((await answer.json()) as { readonly tokens: readonly number[] }).tokens;
}
