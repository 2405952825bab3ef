// In: a home folder. Out: the whole service with an engine that answers by script, its port over IPC; tells its memory when asked.
// A process of its own. The only file of the bench that composes rooms of the service.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { composeService } from '../src/cli/compose-service.ts';
import { openSafetyParts } from '../src/cli/open-safety-parts.ts';
import { loadConfig } from '../src/config/load-config.ts';
import type { Engine, EngineDelta, EngineFacts, EngineRun, Prompt } from '../src/contract/engine.ts';
import type { Turn } from '../src/contract/turn.ts';
import { createScriptedEngine, type ScriptedEngine } from '../src/engine/scripted/scripted-engine.ts';
import { createLogSink } from '../src/observe/create-log-sink.ts';
import { deltasPerStream, deltaText } from './script.ts';

const [home = '', slotText = '64'] = process.argv.slice(2);
const facts: EngineFacts = {
  contextTokens: 100_000,
  slotCount: Number(slotText),
  vocabularySize: null,
  fingerprint: 'scripted',
  dialect: 'plain',
};
const many = Array.from({ length: deltasPerStream }, () => deltaText);

function scripted(): ScriptedEngine {
  return createScriptedEngine({
    id: 'local',
    facts,
    answer: (turns) => ({
      deltas: scriptOf(turns) === 'burst' ? many : ['Hello', ' there', '.'],
      reason: 'stop',
      delayMs: 0,
      diesAtDelta: null,
    }),
  });
}

function scriptOf(turns: readonly Turn[]): string {
  return turns.at(-1)?.parts[0]?.text ?? '';
}

/** A scripted engine keeps every run and looks through them, so each request gets one of its own. */
const engines = new WeakMap<Prompt, { readonly inner: ScriptedEngine; readonly script: string }>();
const engine: Engine = {
  id: 'local',
  facts: async () => facts,
  prepare: async (conversation, signal) => {
    const inner = scripted();
    const prompt = await inner.prepare(conversation, signal);
    engines.set(prompt, { inner, script: scriptOf(conversation.turns) });
    return prompt;
  },
  tokenizer: null,
  generate: (run, signal) => {
    const known = engines.get(run.prompt);
    if (known === undefined) throw new Error('a prompt of another engine');
    if (known.script === 'paced') return pacedAnswer();
    return known.script === 'idle' ? idleAnswer(run, signal, known.inner) : known.inner.generate(run, signal);
  },
};

async function* pacedAnswer(): AsyncGenerator<EngineDelta> {
  for (let number = 0; number < deltasPerStream; number += 1) {
    await nextTurn();
    yield { kind: 'text-delta', text: deltaText, tokens: [number], logprobs: [] };
  }
  yield {
    kind: 'finish',
    reason: 'stop',
    stopText: null,
    usage: { promptTokens: 2, completionTokens: deltasPerStream, cachedTokens: 0 },
  };
}

async function* idleAnswer(run: EngineRun, signal: AbortSignal, inner: ScriptedEngine): AsyncGenerator<EngineDelta> {
  for await (const delta of inner.generate(run, signal)) {
    yield delta;
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    signal.throwIfAborted();
  }
}

const environment = { HOME: home, PORT: '0', HOST: '127.0.0.1', KINGLET_HOME: home };
const config = loadConfig({ argumentsGiven: {}, environment, workingFolder: home });
const service = await composeService({
  config,
  engine,
  // As in production.
  safety: await openSafetyParts(config),
  modelId: 'scripted',
  modelTitle: 'Scripted',
  engineLine: 'scripted',
  contextTokens: facts.contextTokens,
  // As in production, into a file.
  observers: [createLogSink({ level: 'info', format: 'json', destination: process.stdout })],
  isReady: () => true,
});

// Ends by the ordinary exit, so that a profile is written.
const end = () => process.exit(0);
process.on('disconnect', end);
process.on('SIGTERM', end);
process.on('SIGINT', () => undefined);
process.on('message', () => {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed });
});
process.send?.({ port: Number(new URL(service.baseUrl).port) });
