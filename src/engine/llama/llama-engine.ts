// In: how to start a llama.cpp server, and with what. Out: the Engine port over that process, supervised, on a loopback port and
// key of its own. Knows no caller, no deployment and no catalogue.
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { freeLoopbackPort } from '../../base/free-loopback-port.ts';
import { type ChildState, supervise } from '../../base/supervise.ts';
import type { Engine, EngineDelta, EngineFacts, EngineRun, Prompt, StateStore } from '../../contract/engine.ts';
import { Fault, isEngineGone } from '../../contract/fault.ts';
import type { TokenId, VocabularyMarks } from '../../contract/vocabulary.ts';
import { shareOfYes, withRelevanceQuestion } from './ask-relevance.ts';
import { completionRequest } from './completion-request.ts';
import { doubtedTokens, withoutDoubtedCall } from './doubted-calls.ts';
import { type AddedCall, furtherCalls } from './further-calls.ts';
import { openKeptFiles } from './kept-files.ts';
import { createLlamaClient, type LlamaClient } from './llama-client.ts';
import { type LlamaProgram, llamaCommand } from './llama-command.ts';
import { createLlamaStates } from './llama-states.ts';
import { createLlamaTokenizer } from './llama-tokenizer.ts';
import type { LlamaParameters } from './parameters.ts';
import { emptyPromptMemory, preparePrompt } from './prepare-prompt.ts';
import { readCompletion } from './read-completion.ts';
import { scorePrompt } from './score-prompt.ts';
import { type LlamaAdapter, SlotAdapters } from './slot-adapters.ts';
import { markerRisk, markerSplitter } from './split-markers.ts';
import { fingerprintOf, stateKeyOf } from './state-key.ts';
import { withLogprobs } from './with-logprobs.ts';

export interface LlamaEngineOptions {
  readonly id: string;
  readonly program: LlamaProgram;
  readonly parameters: Omit<LlamaParameters, 'host' | 'port' | 'adapterPaths'>;
  /** Changes of the weights that runs may name. */
  readonly adapters?: readonly LlamaAdapter[];
  /** Texts of the vocabulary's added tokens that the engine would read even in ordinary text. */
  readonly markers: readonly string[];
  readonly vocabularySize: number;
  readonly vocabulary: Omit<VocabularyMarks, 'isBosAdded'>;
  /** Of the weights; enters the fingerprint. */
  readonly modelDigest: string;
  readonly engineBuild: string;
  readonly callDoubts: CallDoubts;
  /** What may be kept of what slots computed; see `StateStore`. In `keptFolder` it outlives the process; null where it shall not. */
  readonly keeping: Pick<StateStore, 'leastTokens' | 'budgetBytes'> & { readonly keptFolder: string | null };
  readonly readyTimeoutMs: number;
  readonly clock: Clock;
  onState(state: ChildState, detail: string): void;
}

/** Properties of a model, measured; null where they were not: then its calls are taken as they come. */
export interface CallDoubts {
  /** ln p of going on behind a finished call from which on another is asked for. See further-calls. */
  readonly furtherCallLogprob: number | null;
  /** Mean ln p of a call's arguments below which the model is asked whether it meant to call. See doubted-calls. */
  readonly leastCallLogprob: number | null;
}

export interface LlamaEngine extends Engine {
  /** Process id of the server, null while there is none. */
  processId(): number | null;
  state(): ChildState;
  logTail(): readonly string[];
  stop(): Promise<void>;
}

export function createLlamaEngine(options: LlamaEngineOptions): LlamaEngine {
  const memory = emptyPromptMemory();
  const splitMarkers = markerSplitter(options.markers);
  const mayBecomeMarker = markerRisk(options.markers);
  const { slotCount, httpThreads } = options.parameters;
  const loaded = options.adapters ?? [];
  const adapters = new SlotAdapters(loaded);
  /** Of a prepared conversation, the same with the question whether a function is meant for it; prepared when it is asked. */
  const questions = new WeakMap<Prompt, (signal: AbortSignal) => Promise<readonly TokenId[] | null>>();
  let client: LlamaClient | null = null;
  let knownFacts: EngineFacts | null = null;

  const child = supervise({
    name: 'engine',
    readyTimeoutMs: options.readyTimeoutMs,
    restartLimit: 5,
    steadyMs: 30_000,
    firstBackoffMs: 500,
    longestBackoffMs: 30_000,
    clock: options.clock,
    onState: options.onState,
    launch: async () => {
      const key = randomBytes(24).toString('base64url');
      const parameters = {
        ...options.parameters,
        host: '127.0.0.1',
        port: await freeLoopbackPort(),
        ...(loaded.length === 0 ? {} : { adapterPaths: loaded.map(({ path }) => path) }),
      };
      await client?.close();
      knownFacts = null;
      adapters.forget();
      const opened = createLlamaClient({
        origin: `http://127.0.0.1:${parameters.port}`,
        key,
        connections: httpThreads - 2,
      });
      client = opened;
      return { ...llamaCommand(options.program, parameters, key), isReady: (signal) => opened.isHealthy(signal) };
    },
  });

  async function readyClient(signal: AbortSignal): Promise<LlamaClient> {
    await child.whenReady(signal);
    if (client === null) throw new Fault('engine_unavailable', 'The engine is not running.');
    return client;
  }

  async function clientOf({ adapter }: EngineRun, signal: AbortSignal): Promise<LlamaClient> {
    return adapters.clientFor(adapter, await readyClient(signal));
  }

  async function use<Value>(work: (client: LlamaClient) => Promise<Value>, signal: AbortSignal): Promise<Value> {
    const ready = await readyClient(signal);
    return work(ready).catch((error: unknown) => {
      if (isEngineGone(error)) knownFacts = null;
      throw error;
    });
  }

  const { keptFolder } = options.keeping;
  const kept = keptFolder === null ? null : openKeptFiles(keptFolder, stateKeyOf(options));

  const fingerprint = fingerprintOf(options);

  async function* generate(run: EngineRun, signal: AbortSignal): AsyncGenerator<EngineDelta> {
    if (run.prompt.kind !== 'tokens') throw new Fault('internal', 'The llama engine takes token prompts only.');
    const ending = new AbortController();
    const ended = AbortSignal.any([signal, ending.signal]);
    try {
      yield* answer(run, run.prompt, await clientOf(run, signal), ended);
    } catch (error) {
      if (isEngineGone(error)) knownFacts = null;
      throw error;
    } finally {
      // Closing the connection is how the engine learns that nobody waits any more.
      ending.abort();
    }
  }

  async function* answer(
    run: EngineRun,
    { tokens: prompt, opening }: Extract<Prompt, { kind: 'tokens' }>,
    client: LlamaClient,
    signal: AbortSignal,
  ): AsyncGenerator<EngineDelta> {
    const calls = run.constraint?.calls ?? null;
    const { furtherCallLogprob: leastLogprob } = options.callDoubts;
    const furtherGrammar = leastLogprob === null ? null : (calls?.furtherGrammar ?? null);
    let text = '';
    const tokens: TokenId[] = [];
    let isText = false;
    for await (const delta of written(run, prompt, client, signal)) {
      if (delta.kind === 'text-only') isText = true;
      if (delta.kind === 'text-delta' && furtherGrammar !== null) {
        text += delta.text;
        tokens.push(...delta.tokens);
      }
      const isEnded = delta.kind === 'finish' && delta.reason === 'stop' && delta.stopText === null;
      if (!isEnded || isText || calls === null || furtherGrammar === null || leastLogprob === null) {
        yield delta;
        continue;
      }
      const ports = { client, controlTokens: options.vocabulary.controlTokens, leastLogprob };
      const { begun } = calls;
      const answered = { run, begun, furtherGrammar, prompt, opening, text, tokens, usage: delta.usage };
      yield* withFurtherCalls(delta, furtherCalls(answered, ports, signal));
    }
  }

  /** What the model writes, or writes instead of a call that it had doubts about. */
  function written(
    run: EngineRun,
    prompt: readonly TokenId[],
    client: LlamaClient,
    signal: AbortSignal,
  ): AsyncIterable<EngineDelta> {
    const { topLogprobs } = run.sampling;
    const complete = (asked: EngineRun, told: number | null): AsyncIterable<EngineDelta> => {
      const sampling = { ...asked.sampling, topLogprobs: told };
      return readCompletion(
        client.complete(completionRequest({ ...asked, sampling }, prompt), signal),
        told,
        asked.onPromptProgress,
      );
    };
    const { begun, textGrammar = null } = run.constraint?.calls ?? {};
    if (begun === undefined || textGrammar === null) return complete(run, topLogprobs);
    const { leastCallLogprob: leastLogprob } = options.callDoubts;
    const relevance = async (): Promise<number> => {
      const question = await questions.get(run.prompt)?.(signal);
      return question === undefined || question === null ? 1 : shareOfYes(question, run, client, signal);
    };
    // By then the slot holds this very prompt, whatever it held before.
    const constraint = { grammar: textGrammar, triggers: null, calls: null };
    const writeText = () => complete({ ...run, constraint, isCacheReused: true }, topLogprobs);
    const told = leastLogprob === null ? topLogprobs : Math.max(doubtedTokens, topLogprobs ?? 0);
    const deltas = complete(run, told);
    return withLogprobs(withoutDoubtedCall(deltas, { begun, leastLogprob, relevance, writeText }), topLogprobs);
  }

  async function* score(tokens: readonly TokenId[], run: EngineRun, signal: AbortSignal): AsyncGenerator<EngineDelta> {
    try {
      yield* scorePrompt(tokens, run, await clientOf(run, signal), signal);
    } catch (error) {
      if (isEngineGone(error)) knownFacts = null;
      throw error;
    }
  }

  return {
    id: options.id,
    facts: async (signal) => {
      for (;;) {
        const ready = await readyClient(signal);
        if (knownFacts !== null) return knownFacts;
        try {
          const { contextTokensPerSlot } = await ready.properties(signal);
          knownFacts = {
            contextTokens: contextTokensPerSlot,
            slotCount,
            stepTokens: options.parameters.batchTokens,
            vocabularySize: options.vocabularySize,
            fingerprint,
            dialect: 'constrained',
          };
        } catch (error) {
          // It died a moment ago and the supervisor has yet to notice.
          if (!isEngineGone(error)) throw error;
          await options.clock.sleep(100, signal);
        }
      }
    },
    prepare: async (conversation, signal) => {
      const today = new Date(options.clock.nowMs()).toISOString().slice(0, 10);
      const ports = { client: await readyClient(signal), memory, splitMarkers, mayBecomeMarker, today };
      const prepared = await preparePrompt(conversation, ports, signal).catch((error: unknown) => {
        if (isEngineGone(error)) knownFacts = null;
        throw error;
      });
      const prompt: Prompt = { kind: 'tokens', ...prepared };
      questions.set(prompt, async (later) => {
        const asked = withRelevanceQuestion(conversation);
        return asked === null ? null : (await preparePrompt(asked, ports, later)).tokens;
      });
      return prompt;
    },
    tokenizer: createLlamaTokenizer({ vocabulary: options.vocabulary, splitMarkers, use }),
    states: createLlamaStates({ ...options.keeping, folder: options.parameters.slotSaveFolder, kept, adapters, use }),
    generate: (run, signal) =>
      run.prompt.kind === 'scored' ? score(run.prompt.tokens, run, signal) : generate(run, signal),
    processId: child.pid,
    state: child.state,
    logTail: child.logTail,
    stop: async () => {
      await child.stop();
      await client?.close();
    },
  };
}

/** The answer's own finish comes behind what was added. An engine that dies over an added call has answered without it. */
async function* withFurtherCalls(
  finish: Extract<EngineDelta, { kind: 'finish' }>,
  added: AsyncIterable<AddedCall>,
): AsyncGenerator<EngineDelta> {
  let { completionTokens } = finish.usage;
  try {
    for await (const call of added) {
      completionTokens += call.completionTokens;
      if (call.text !== '') yield { kind: 'text-delta', text: call.text, tokens: call.tokens, logprobs: [] };
    }
  } catch (error) {
    if (!isEngineGone(error)) throw error;
  }
  // The model had ended its answer: one that was cut short of a call more is whole.
  yield { ...finish, usage: { ...finish.usage, completionTokens } };
}
