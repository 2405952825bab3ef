// In: a target, a path, a body. Out: what the server answered, whole or as events, and a way to look into it. Knows no case.
import { text } from 'node:stream/consumers';
import OpenAI from 'openai';
import type { Target } from './conformance-case.ts';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** Undefined where it was no JSON. */
  readonly body: unknown;
}

export interface Streamed extends Answer {
  readonly events: readonly unknown[];
  /** The `event:` lines, null where a block had none. */
  readonly names: readonly (string | null)[];
  readonly hasDone: boolean;
}

type Headers = Readonly<Record<string, string>>;

export function bearer(key: string | null): Headers {
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

export function clientOf(target: Target): OpenAI {
  return new OpenAI({
    baseURL: `${target.origin}/v1`,
    apiKey: target.key ?? 'any',
    maxRetries: 0,
    fetch: (input, { signal, ...init } = {}) =>
      fetch(input, { ...init, signal: AbortSignal.any([target.signal, ...(signal ? [signal] : [])]) }),
  });
}

/** The member at a path of keys and numbers; undefined where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    // An object or an array, looked into by name or by number.
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list : [];
}

export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const words = at(value, ...path);
  return typeof words === 'string' ? words : '';
}

export function numberAt(value: unknown, ...path: readonly (string | number)[]): number {
  const number = at(value, ...path);
  return typeof number === 'number' ? number : Number.NaN;
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

async function send(target: Target, path: string, body: unknown, headers: Headers): Promise<Response> {
  return fetch(`${target.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: target.signal,
  });
}

function answerOf(response: Response, words: string): Answer {
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', body: parsed(words) };
}

/** A text goes out as it is, anything else as JSON. */
export async function post(
  target: Target,
  path: string,
  body: unknown,
  headers: Headers = bearer(target.key),
): Promise<Answer> {
  const response = await send(target, path, body, headers);
  return answerOf(response, await response.text());
}

export async function get(target: Target, path: string): Promise<Answer> {
  const response = await fetch(`${target.origin}${path}`, { headers: bearer(target.key), signal: target.signal });
  return answerOf(response, await response.text());
}

export async function stream(target: Target, path: string, body: object): Promise<Streamed> {
  const response = await send(target, path, { ...body, stream: true }, bearer(target.key));
  const words = response.body === null ? '' : await text(response.body);
  const blocks = words.split(/\r?\n\r?\n/).map((block) => block.split(/\r?\n/));
  const dataOf = (lines: readonly string[]) =>
    lines
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5).trim())
      .join('\n');
  const withData = blocks.filter((lines) => dataOf(lines) !== '');
  const events = withData.filter((lines) => dataOf(lines) !== '[DONE]');
  return {
    ...answerOf(response, words),
    events: events.map((lines) => parsed(dataOf(lines))),
    names: events.map(
      (lines) =>
        lines
          .find((line) => line.startsWith('event:'))
          ?.slice(6)
          .trim() ?? null,
    ),
    hasDone: withData.some((lines) => dataOf(lines) === '[DONE]'),
  };
}
