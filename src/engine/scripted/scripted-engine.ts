// In: a script. Out: the Engine port without a model: exact, fast, and able to fail on demand. Tokens are UTF-16 pieces of words; ids
// are made up. Knows no service.
import type { Engine, EngineDelta, EngineFacts, EngineRun, TokenId } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import type { Turn } from '../../contract/turn.ts';
import type { Tokenizer } from '../../contract/vocabulary.ts';
import { bytesOfToken } from './byte-tokenizer.ts';
import { scriptedLogprob } from './scripted-logprobs.ts';

export interface ScriptedAnswer {
  /** Deltas of text, in order. */
  readonly deltas: readonly string[];
  readonly reason: 'stop' | 'length';
  /** Waits before each delta. */
  readonly delayMs: number;
  /** The engine dies before the delta of this number; null never. */
  readonly diesAtDelta: number | null;
}

export interface ScriptedEngineOptions {
  readonly id: string;
  readonly facts: EngineFacts;
  /** Without one it takes conversations only. */
  readonly tokenizer?: Tokenizer;
  /** Whether runs are forgotten when they have ended: for long lives. */
  readonly isForgetful?: boolean;
  /** What to answer to a conversation, on its how-manieth run. Of a prompt that is none there are no turns. */
  answer(turns: readonly Turn[], run: EngineRun, attempt: number): ScriptedAnswer;
}

export interface ScriptedEngine extends Engine {
  /** Every run so far, for tests; none of a forgetful engine. */
  readonly runs: readonly EngineRun[];
  /** Runs that are under way. */
  running(): number;
}

export function createScriptedEngine(options: ScriptedEngineOptions): ScriptedEngine {
  const runs: EngineRun[] = [];
  const conversations = new WeakMap<object, readonly Turn[]>();
  const attempts = new WeakMap<object, number>();
  let running = 0;

  async function* generate(run: EngineRun, signal: AbortSignal): AsyncGenerator<EngineDelta> {
    const turns = conversations.get(run.prompt) ?? [];
    const attempt = attempts.get(run.prompt) ?? 0;
    attempts.set(run.prompt, attempt + 1);
    if (options.isForgetful !== true) runs.push(run);
    running += 1;
    try {
      if (run.prompt.kind === 'scored') return yield* score(run.prompt.tokens, run, signal);
      const { answer, stopText } = beforeFirstStop(options.answer(turns, run, attempt), run.sampling.stops);
      const maxTokens = run.sampling.maxTokens ?? Number.POSITIVE_INFINITY;
      const promptTokens = run.prompt.kind === 'tokens' ? run.prompt.tokens.length : 0;
      let completionTokens = 0;
      let reason = answer.reason;
      for (const [number, text] of answer.deltas.entries()) {
        if (completionTokens >= maxTokens) {
          reason = 'length';
          break;
        }
        if (number === answer.diesAtDelta) throw new Fault('engine_died', 'The engine stopped while it was answering.');
        if (answer.delayMs > 0) await pause(answer.delayMs, signal);
        signal.throwIfAborted();
        completionTokens += 1;
        const { topLogprobs } = run.sampling;
        const logprobs =
          topLogprobs === null ? [] : [scriptedLogprob(Buffer.from(text), completionTokens, topLogprobs)];
        yield { kind: 'text-delta', text, tokens: [completionTokens], logprobs };
      }
      if (answer.diesAtDelta !== null && answer.diesAtDelta >= answer.deltas.length)
        throw new Fault('engine_died', 'The engine stopped while it was answering.');
      yield {
        kind: 'finish',
        reason,
        stopText: reason === 'stop' ? stopText : null,
        usage: { promptTokens, completionTokens, cachedTokens: 0 },
      };
    } finally {
      running -= 1;
    }
  }

  async function* score(tokens: readonly TokenId[], run: EngineRun, signal: AbortSignal): AsyncGenerator<EngineDelta> {
    const { delayMs } = options.answer([], run, 0);
    for (const [index, token] of tokens.slice(1).entries()) {
      if (delayMs > 0) await pause(delayMs, signal);
      const logprobs = [scriptedLogprob(bytesOfToken(token), index + 1, run.sampling.topLogprobs ?? 0)];
      yield { kind: 'text-delta', text: '', tokens: [token], logprobs };
    }
    const usage = { promptTokens: tokens.length, completionTokens: 0, cachedTokens: 0 };
    yield { kind: 'finish', reason: 'length', stopText: null, usage };
  }

  return {
    id: options.id,
    runs,
    running: () => running,
    facts: async () => options.facts,
    prepare: async ({ turns }) => {
      const prompt = { kind: 'tokens' as const, tokens: tokensOf(turns), opening: '' };
      conversations.set(prompt, turns);
      return prompt;
    },
    tokenizer: options.tokenizer ?? null,
    generate,
  };
}

/** The answer as an engine gives it that was told to stop: its text ends before the first of the strings. */
function beforeFirstStop(
  answer: ScriptedAnswer,
  stops: readonly string[],
): { readonly answer: ScriptedAnswer; readonly stopText: string | null } {
  const text = answer.deltas.join('');
  const [first] = stops
    .map((stop) => ({ stop, index: text.indexOf(stop) }))
    .filter(({ index }) => index !== -1)
    .sort((one, other) => one.index - other.index);
  if (first === undefined) return { answer, stopText: null };
  let room = first.index;
  const kept = answer.deltas.map((delta) => {
    const shown = delta.slice(0, room);
    room -= shown.length;
    return shown;
  });
  const cut: ScriptedAnswer = { ...answer, deltas: kept.filter((delta) => delta !== ''), reason: 'stop' };
  return { answer: cut, stopText: first.stop };
}

/** One token for each turn and one for each word; other words have others. */
function tokensOf(turns: readonly Turn[]): readonly TokenId[] {
  return turns.flatMap((turn, index) => [
    index,
    ...turn.parts.flatMap((part) =>
      part.text
        .split(/\s+/)
        .filter((word) => word !== '')
        .map(idOf),
    ),
  ]);
}

function idOf(word: string): TokenId {
  let id = 2166136261;
  for (let at = 0; at < word.length; at += 1) id = Math.imul(id ^ word.charCodeAt(at), 16777619);
  return id >>> 0;
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
