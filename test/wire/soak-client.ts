// In: where a service listens, and a source of numbers. Out: requests of every kind that a server meets in a long life, some of which their
// clients give up, and what became of each: exactly one thing. Knows no engine.
import { setTimeout as sleep } from 'node:timers/promises';

/** `answered`: whole, to its end mark. `told`: an error in the form that the API has for it. `left`: the client went. */
export type Outcome = 'answered' | 'told' | 'left';

export interface SoakRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The client leaves; null when it stays. */
  readonly leavesAfterMs: number | null;
}

export interface SoakResult {
  readonly outcome: Outcome;
  readonly status: number | null;
  /** How long the server asks its clients to wait. */
  readonly retryAfterMs: number;
}

/** From 0 up to 1. */
export type Draw = () => number;

export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export function pick<Value>(draw: Draw, ...values: readonly [Value, ...Value[]]): Value {
  return values[Math.floor(draw() * values.length)] ?? values[0];
}

/** Alike in their beginnings, of one family in three. */
export function soakRequest(draw: Draw, number: number, longestWaitMs: number): SoakRequest {
  const family = pick(draw, 'red', 'green', 'blue');
  const shared = Array.from({ length: 60 }, (_, at) => `${family} fact ${at}.`).join(' ');
  const content = `${draw() < 0.6 ? shared : ''} Count to ${number}.`;
  const stream = draw() < 0.6;
  const most = 1 + Math.floor(draw() * 12);
  const messages = [{ role: 'user', content }];
  const model = 'gpt-4o-mini';
  const leavesAfterMs = draw() < 0.2 ? Math.ceil(draw() * longestWaitMs) : null;
  const kind = draw();
  const more = {
    ...(draw() < 0.3 ? { temperature: 0 } : {}),
    ...(draw() < 0.1 ? { n: 3 } : {}),
    ...(draw() < 0.2 ? { service_tier: 'flex' } : {}),
  };
  if (kind < 0.5) return chat({ model, messages, stream, max_tokens: most, ...more });
  if (kind < 0.65)
    return { path: '/v1/completions', body: { model, prompt: content, stream, max_tokens: most }, leavesAfterMs };
  if (kind < 0.8)
    return { path: '/v1/responses', body: { model, input: content, stream, max_output_tokens: 16 }, leavesAfterMs };
  if (kind < 0.93) return { path: '/v1/messages', body: { model, messages, stream, max_tokens: most }, leavesAfterMs };
  if (kind < 0.96) return chat({ model, messages, temperature: 9 });
  return chat({ model: 'no-such-model', messages });

  function chat(body: SoakRequest['body']): SoakRequest {
    return { path: '/v1/chat/completions', body, leavesAfterMs };
  }
}

export async function carryOut(baseUrl: string, { path, body, leavesAfterMs }: SoakRequest): Promise<SoakResult> {
  const signal = leavesAfterMs === null ? null : AbortSignal.timeout(leavesAfterMs);
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
      body: JSON.stringify(body),
      signal,
    });
    const text = await response.text();
    const { status, headers } = response;
    const outcome = outcomeOf(text, status, body['stream'] === true);
    return { outcome, status, retryAfterMs: Number(headers.get('retry-after-ms') ?? 0) };
  } catch (error) {
    if (signal?.aborted === true) return { outcome: 'left', status: null, retryAfterMs: 0 };
    throw error;
  }
}

const endMarks = /data: \[DONE\]\n\n$|event: message_stop\n|"type":"response\.(completed|incomplete)"/;
const errorMarks = /data: \{"error":|event: error\n|"type":"(response\.failed|error)"/;

function outcomeOf(text: string, status: number, isStream: boolean): Outcome {
  if (status !== 200 || !isStream) {
    const body: object = JSON.parse(text);
    if (status === 200) return 'answered';
    if ('error' in body) return 'told';
    throw new Error(`${status} without an error: ${text}`);
  }
  const [isWhole, isTold] = [endMarks.test(text), errorMarks.test(text)];
  if (isWhole === isTold) throw new Error(`a stream with ${isWhole ? 'two ends' : 'no end'}: ${text.slice(-400)}`);
  return isWhole ? 'answered' : 'told';
}

export interface SoakTally {
  readonly sent: number;
  readonly answered: number;
  readonly told: number;
  readonly left: number;
  readonly statuses: Readonly<Record<string, number>>;
}

/** So many requests, so many clients, who wait a while where they are told to. `before` is called ahead of each. */
export async function soak(
  baseUrl: string,
  requests: readonly SoakRequest[],
  clientCount: number,
  before: (index: number) => void = () => undefined,
): Promise<SoakTally> {
  const results: SoakResult[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let index = next++; index < requests.length; index = next++) {
      before(index);
      const request = requests[index];
      if (request === undefined) return;
      const result = await carryOut(baseUrl, request);
      results.push(result);
      if (result.status !== 429) await sleep(result.retryAfterMs);
    }
  };
  await Promise.all(Array.from({ length: clientCount }, client));
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
  const statuses: Record<string, number> = {};
  for (const { status } of results) statuses[String(status)] = (statuses[String(status)] ?? 0) + 1;
  return { sent: results.length, answered: count('answered'), told: count('told'), left: count('left'), statuses };
}
