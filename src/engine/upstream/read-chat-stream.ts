// In: the data lines of a streamed chat completion. Out: EngineDelta. Knows no HTTP.
import type { EngineDelta, EngineUsage } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import { readChunk } from './read-chunk.ts';

/** The usage comes in a chunk of its own behind the last choice; a stream without finish or `[DONE]` was cut off. */
export class ChatStreamReader {
  readonly #stops: readonly string[];
  #usage: EngineUsage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  #reason: 'stop' | 'length' | null = null;
  #stopText: string | null = null;
  #deltaCount = 0;
  #isDone = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  /** Whether the upstream said that this is all. */
  get isDone(): boolean {
    return this.#isDone;
  }

  take(line: string): readonly EngineDelta[] {
    if (this.#isDone) return [];
    if (line === '[DONE]') {
      this.#isDone = true;
      return [];
    }
    const chunk = readChunk(line);
    if (chunk.error !== null)
      throw new Fault('engine_error', 'The upstream failed while it was answering.', { cause: chunk.error });
    const deltas: EngineDelta[] = [];
    if (chunk.text !== '') deltas.push({ kind: 'text-delta', text: chunk.text, tokens: [], logprobs: chunk.logprobs });
    for (const call of chunk.calls) deltas.push({ kind: 'call-delta', ...call });
    this.#deltaCount += deltas.length;
    if (chunk.finishReason !== null) {
      this.#reason = chunk.finishReason === 'length' ? 'length' : 'stop';
      this.#stopText = this.#stops.find((stop) => stop === chunk.matchedStop) ?? null;
    }
    this.#usage = chunk.usage ?? this.#usage;
    return deltas;
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
