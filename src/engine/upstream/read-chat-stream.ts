// In: the data lines of a streamed chat completion. Out: EngineDelta. Knows no HTTP.
import type { EngineDelta, EngineUsage } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import type { TokenLogprob } from '../../contract/logprobs.ts';
import { type ReadChunk, readChunk } from './read-chunk.ts';
import { RepeatedChunk } from './repeated-chunk.ts';

/** The usage comes in a chunk of its own behind the last choice; a stream without finish or `[DONE]` was cut off. */
export class ChatStreamReader {
  readonly #stops: readonly string[];
  readonly #repeated = new RepeatedChunk();
  #usage: EngineUsage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  #reason: 'stop' | 'length' | null = null;
  #stopText: string | null = null;
  #deltaCount = 0;
  #isDone = false;
  #fault: Fault | null = null;

  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  /** Whether the upstream said that this is all. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** What the upstream told of its own failure; what came before it is good. */
  get fault(): Fault | null {
    return this.#fault;
  }

  take(lines: readonly string[]): readonly EngineDelta[] {
    return lines.flatMap((line) => this.#read(line));
  }

  #read(line: string): readonly EngineDelta[] {
    if (this.#isDone || this.#fault !== null) return [];
    if (line === '[DONE]') {
      this.#isDone = true;
      return [];
    }
    const repeated = this.#repeated.textOf(line);
    if (repeated !== null) return this.#textDeltas(repeated, []);
    const chunk = readChunk(line);
    if (chunk.error !== null) {
      this.#fault = new Fault('engine_error', 'The upstream failed while it was answering.', { cause: chunk.error });
      return [];
    }
    if (saysTextAlone(chunk)) this.#repeated.learn(line, chunk.text);
    const calls = chunk.calls.map((call) => ({ kind: 'call-delta' as const, ...call }));
    this.#deltaCount += calls.length;
    if (chunk.finishReason !== null) {
      this.#reason = chunk.finishReason === 'length' ? 'length' : 'stop';
      this.#stopText = this.#stops.find((stop) => stop === chunk.matchedStop) ?? null;
    }
    this.#usage = chunk.usage ?? this.#usage;
    return [...this.#textDeltas(chunk.text, chunk.logprobs), ...calls];
  }

  #textDeltas(text: string, logprobs: readonly TokenLogprob[]): readonly EngineDelta[] {
    if (text === '') return [];
    this.#deltaCount += 1;
    return [{ kind: 'text-delta', text, tokens: [], logprobs }];
  }

  /** When no more lines come. */
  finish(): EngineDelta {
    if (this.#reason === null) throw new Fault('engine_died', 'The upstream broke off while it was answering.');
    const usage = this.#usage;
    return {
      kind: 'finish',
      reason: this.#reason,
      stopText: this.#stopText,
      usage: usage.completionTokens === 0 ? { ...usage, completionTokens: this.#deltaCount } : usage,
    };
  }
}

function saysTextAlone({ text, logprobs, calls, finishReason, matchedStop, usage }: ReadChunk): boolean {
  const others = [finishReason, matchedStop, usage];
  return text !== '' && logprobs.length === 0 && calls.length === 0 && others.every((other) => other === null);
}

/** Pieces of text that follow one another are one. */
export function joinTexts(deltas: readonly EngineDelta[]): readonly EngineDelta[] {
  const joined: EngineDelta[] = [];
  for (const delta of deltas) {
    const one = join(joined.at(-1), delta);
    if (one === null) joined.push(delta);
    else joined[joined.length - 1] = one;
  }
  return joined;
}

/** Null where they do not make one piece of text. */
function join(one: EngineDelta | undefined, other: EngineDelta): EngineDelta | null {
  if (one?.kind !== 'text-delta' || other.kind !== 'text-delta') return null;
  return {
    kind: 'text-delta',
    text: one.text + other.text,
    tokens: [],
    logprobs: [...one.logprobs, ...other.logprobs],
    pieceCount: (one.pieceCount ?? 1) + 1,
  };
}
