// In: the data lines of a streamed chat completion. Out: EngineDelta. Knows no HTTP.
import type { EngineDelta, EngineUsage } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';

interface Chunk {
  readonly error?: { readonly message?: unknown };
  readonly choices?: readonly {
    readonly delta?: { readonly content?: unknown };
    readonly finish_reason?: unknown;
    /** vLLM's word for the stop that was found. */
    readonly stop_reason?: unknown;
    /** SGLang's. */
    readonly matched_stop?: unknown;
  }[];
  readonly usage?: {
    readonly prompt_tokens?: unknown;
    readonly completion_tokens?: unknown;
    readonly prompt_tokens_details?: { readonly cached_tokens?: unknown } | null;
  } | null;
}

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
    const chunk = parseChunk(line);
    if (chunk.error !== undefined)
      throw new Fault('engine_error', 'The upstream failed while it was answering.', { cause: chunk.error });
    const choice = chunk.choices?.[0];
    const text = choice?.delta?.content;
    if (typeof text === 'string' && text !== '') {
      deltaCount += 1;
      yield { kind: 'text-delta', text, tokens: [], logprobs: [] };
    }
    if (typeof choice?.finish_reason === 'string') {
      reason = choice.finish_reason === 'length' ? 'length' : 'stop';
      stopText = stops.find((stop) => stop === choice.stop_reason || stop === choice.matched_stop) ?? null;
    }
    if (chunk.usage !== undefined && chunk.usage !== null) {
      usage = {
        promptTokens: count(chunk.usage.prompt_tokens),
        completionTokens: count(chunk.usage.completion_tokens),
        cachedTokens: count(chunk.usage.prompt_tokens_details?.cached_tokens),
      };
    }
  }
  if (reason === null) throw new Fault('engine_died', 'The upstream broke off while it was answering.');
  yield {
    kind: 'finish',
    reason,
    stopText,
    usage: usage.completionTokens === 0 ? { ...usage, completionTokens: deltaCount } : usage,
  };
}

/** The one border where foreign JSON is taken for a Chunk; every member is optional and checked where it is read. */
function parseChunk(line: string): Chunk {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Chunk) : {};
  } catch {
    return {};
  }
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
