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
  const chunk = parse(line);
  const [first] = listOf(memberOf(chunk, 'choices'));
  const delta = memberOf(first, 'delta');
  const usage = memberOf(chunk, 'usage') ?? null;
  return {
    error: memberOf(chunk, 'error') ?? null,
    text: textOf(memberOf(delta, 'content')),
    logprobs: listOf(memberOf(memberOf(first, 'logprobs'), 'content')).map(readLogprob),
    calls: listOf(memberOf(delta, 'tool_calls')).map(readCall),
    finishReason: nameOf(memberOf(first, 'finish_reason')),
    matchedStop: nameOf(memberOf(first, 'stop_reason')) ?? nameOf(memberOf(first, 'matched_stop')),
    usage: usage === null ? null : readUsage(usage),
  };
}

function readCall(call: unknown, place: number): ReadChunk['calls'][number] {
  const index = memberOf(call, 'index');
  const called = memberOf(call, 'function');
  return {
    call: typeof index === 'number' ? index : place,
    name: nameOf(memberOf(called, 'name')),
    argumentsText: textOf(memberOf(called, 'arguments')),
  };
}

function readLogprob(entry: unknown): TokenLogprob {
  return { ...readChance(entry), top: listOf(memberOf(entry, 'top_logprobs')).map(readChance) };
}

function readChance(entry: unknown): TokenChance {
  const token = textOf(memberOf(entry, 'token'));
  const bytes = memberOf(entry, 'bytes');
  return {
    token,
    bytes: Array.isArray(bytes) ? bytes.map(Number) : [...Buffer.from(token)],
    logprob: count(memberOf(entry, 'logprob')),
  };
}

function readUsage(usage: unknown): EngineUsage {
  return {
    promptTokens: count(memberOf(usage, 'prompt_tokens')),
    completionTokens: count(memberOf(usage, 'completion_tokens')),
    cachedTokens: count(memberOf(memberOf(usage, 'prompt_tokens_details'), 'cached_tokens')),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
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
