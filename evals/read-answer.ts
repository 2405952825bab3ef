// In: an exchange, streamed or not. Out: one answer in one form: text, calls, end, usage, times; or why it is none. The border to OpenAI's
// JSON: trusts nothing of it. Judges nothing.
import type { Exchange } from './eval-types.ts';

export interface AnsweredCall {
  readonly name: string;
  readonly argumentsText: string;
}

export interface Answer {
  readonly text: string;
  readonly calls: readonly AnsweredCall[];
  readonly finishReason: string | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly firstEventMs: number | null;
  readonly firstTextMs: number | null;
  /** Status and message of an error, a transport failure, or what is not of OpenAI's form. */
  readonly failure: string | null;
}

const nothing: Answer = {
  text: '',
  calls: [],
  finishReason: null,
  promptTokens: null,
  completionTokens: null,
  firstEventMs: null,
  firstTextMs: null,
  failure: null,
};

export function readAnswer(exchange: Exchange): Answer {
  const body = exchange.pieces.map(({ text }) => text).join('');
  if (exchange.failure !== null) return { ...nothing, failure: exchange.failure };
  if (exchange.status !== 200)
    return { ...nothing, failure: `${exchange.status}: ${errorMessage(parse(body)) ?? body}` };
  return body.startsWith('data:') || body.startsWith(':') ? readStream(exchange) : readWhole(parse(body));
}

/** For the file: what came as it came; of a stream what it amounts to. */
export function keepAnswer(exchange: Exchange): unknown {
  const body = exchange.pieces.map(({ text }) => text).join('');
  return exchange.status === 200 && (body.startsWith('data:') || body.startsWith(':'))
    ? readStream(exchange)
    : (parse(body) ?? body);
}

function readWhole(completion: unknown): Answer {
  const choice = itemsOf(completion, 'choices')[0];
  const message = member(choice, 'message');
  const finishReason = textOf(choice, 'finish_reason');
  if (message === undefined || finishReason === null)
    return { ...nothing, failure: errorMessage(completion) ?? 'not a chat completion' };
  return {
    ...nothing,
    ...usageOf(completion),
    text: textOf(message, 'content') ?? '',
    calls: itemsOf(message, 'tool_calls').map((call) => ({
      name: textOf(member(call, 'function'), 'name') ?? '',
      argumentsText: textOf(member(call, 'function'), 'arguments') ?? '',
    })),
    finishReason,
  };
}

function readStream(exchange: Exchange): Answer {
  let answer = nothing;
  let isDone = false;
  for (const { data, atMs } of eventsOf(exchange)) {
    if (data === '[DONE]') {
      isDone = true;
      continue;
    }
    const chunk = parse(data);
    const failure = errorMessage(chunk);
    if (failure !== null) return { ...answer, failure: `in the stream: ${failure}` };
    const choice = itemsOf(chunk, 'choices')[0];
    const delta = textOf(member(choice, 'delta'), 'content') ?? '';
    const calls = itemsOf(member(choice, 'delta'), 'tool_calls');
    answer = {
      ...answer,
      ...(member(chunk, 'usage') === undefined ? {} : usageOf(chunk)),
      text: answer.text + delta,
      calls: calls.reduce<readonly AnsweredCall[]>(withCallDelta, answer.calls),
      finishReason: textOf(choice, 'finish_reason') ?? answer.finishReason,
      firstEventMs: answer.firstEventMs ?? atMs,
      firstTextMs: answer.firstTextMs ?? (delta === '' ? null : atMs),
    };
  }
  return isDone && answer.finishReason !== null ? answer : { ...answer, failure: 'the stream ended too early' };
}

function withCallDelta(calls: readonly AnsweredCall[], delta: unknown): readonly AnsweredCall[] {
  const index = numberOf(delta, 'index') ?? calls.length;
  const past = calls[index] ?? { name: '', argumentsText: '' };
  const now = {
    name: past.name + (textOf(member(delta, 'function'), 'name') ?? ''),
    argumentsText: past.argumentsText + (textOf(member(delta, 'function'), 'arguments') ?? ''),
  };
  return index >= calls.length ? [...calls, now] : calls.with(index, now);
}

/** Server-sent events with the time at which each was whole; comments and other fields are left out. */
export function* eventsOf({ pieces }: Exchange): Iterable<{ readonly data: string; readonly atMs: number }> {
  let rest = '';
  for (const { text, atMs } of pieces) {
    const blocks = (rest + text).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split(/\r?\n/).filter((line) => line.startsWith('data:'));
      if (lines.length > 0) yield { data: lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n'), atMs };
    }
  }
}

function usageOf(completion: unknown): Pick<Answer, 'promptTokens' | 'completionTokens'> {
  const usage = member(completion, 'usage');
  return {
    promptTokens: numberOf(usage, 'prompt_tokens'),
    completionTokens: numberOf(usage, 'completion_tokens'),
  };
}

function errorMessage(answer: unknown): string | null {
  const error = member(answer, 'error');
  return typeof error === 'string' ? error : textOf(error, 'message');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined where it is missing, null or in no object. */
function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key] ?? undefined;
}

function textOf(value: unknown, key: string): string | null {
  const text = member(value, key);
  return typeof text === 'string' ? text : null;
}

function numberOf(value: unknown, key: string): number | null {
  const number = member(value, key);
  return typeof number === 'number' ? number : null;
}

function itemsOf(value: unknown, key: string): readonly unknown[] {
  const items = member(value, key);
  return Array.isArray(items) ? items : [];
}
