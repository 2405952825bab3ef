// In: the data lines of a streamed chat completion. Out: EngineDelta. Knows no HTTP.
import type { EngineDelta, EngineUsage } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import { readChunk } from './read-chunk.ts';

/** The usage comes in a chunk of its own behind the last choice; a stream without finish or `[DONE]` was cut off. */
export async function* readChatStream(
  lines: AsyncIterable<string>,
  stops: readonly string[],
): AsyncGenerator<EngineDelta> {
  let usage: EngineUsage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  let reason: 'stop' | 'length' | null = null;
  let stopText: string | null = null;
  let deltaCount = 0;
  for await (const line of lines) {
    if (line === '[DONE]') break;
    const chunk = readChunk(line);
    if (chunk.error !== null)
      throw new Fault('engine_error', 'The upstream failed while it was answering.', { cause: chunk.error });
    if (chunk.text !== '') {
      deltaCount += 1;
      yield { kind: 'text-delta', text: chunk.text, tokens: [], logprobs: chunk.logprobs };
    }
    for (const call of chunk.calls) {
      deltaCount += 1;
      yield { kind: 'call-delta', ...call };
    }
    if (chunk.finishReason !== null) {
      reason = chunk.finishReason === 'length' ? 'length' : 'stop';
      stopText = stops.find((stop) => stop === chunk.matchedStop) ?? null;
    }
    usage = chunk.usage ?? usage;
  }
  if (reason === null) throw new Fault('engine_died', 'The upstream broke off while it was answering.');
  yield {
    kind: 'finish',
    reason,
    stopText,
    usage: usage.completionTokens === 0 ? { ...usage, completionTokens: deltaCount } : usage,
  };
}
