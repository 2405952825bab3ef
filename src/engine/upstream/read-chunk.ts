// In: one data line of a foreign chat completion stream. Out: what it says, every member checked. Foreign JSON is read here only.
import type { EngineUsage } from '../../contract/engine.ts';
import type { TokenChance, TokenLogprob } from '../../contract/logprobs.ts';

export interface ReadChunk {
  /** What went wrong, in the upstream's own words; null in a good chunk. */
  readonly error: unknown;
  readonly text: string;
  readonly logprobs: readonly TokenLogprob[];
  readonly calls: readonly { readonly call: number; readonly name: string | null; readonly argumentsText: string }[];
  readonly finishReason: string | null;
  /** In vLLM's or SGLang's word; null where the upstream does not tell. */
  readonly matchedStop: string | null;
  readonly usage: EngineUsage | null;
}

export function readChunk(line: string): ReadChunk {
  const chunk = objectOf(parse(line));
  const first = objectOf(listOf(chunk['choices'])[0]);
  const delta = objectOf(first['delta']);
  const usage = chunk['usage'] ?? null;
  return {
    error: chunk['error'] ?? null,
    text: textOf(delta['content']),
    logprobs: listOf(objectOf(first['logprobs'])['content']).map(readLogprob),
    calls: listOf(delta['tool_calls']).map(readCall),
    finishReason: nameOf(first['finish_reason']),
    matchedStop: nameOf(first['stop_reason']) ?? nameOf(first['matched_stop']),
    usage: usage === null ? null : readUsage(usage),
  };
}

function readCall(entry: unknown, place: number): ReadChunk['calls'][number] {
  const call = objectOf(entry);
  const index = call['index'];
  const called = objectOf(call['function']);
  return {
    call: typeof index === 'number' ? index : place,
    name: nameOf(called['name']),
    argumentsText: textOf(called['arguments']),
  };
}

function readLogprob(entry: unknown): TokenLogprob {
  return { ...readChance(entry), top: listOf(objectOf(entry)['top_logprobs']).map(readChance) };
}

function readChance(entry: unknown): TokenChance {
  const chance = objectOf(entry);
  const token = textOf(chance['token']);
  const bytes = chance['bytes'];
  return {
    token,
    bytes: Array.isArray(bytes) ? bytes.map(Number) : [...Buffer.from(token)],
    logprob: count(chance['logprob']),
  };
}

function readUsage(told: unknown): EngineUsage {
  const usage = objectOf(told);
  return {
    promptTokens: count(usage['prompt_tokens']),
    completionTokens: count(usage['completion_tokens']),
    cachedTokens: count(objectOf(usage['prompt_tokens_details'])['cached_tokens']),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** JSON of a stranger: an object may have any member. */
function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
