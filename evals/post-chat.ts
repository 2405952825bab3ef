// In: an endpoint, a JSON body and, where it is no chat, the path. Out: everything that came back and when. Tries once: an error is a finding, never an answer. Uses
// node:http, since fetch gives up on an answer that begins after five minutes. Knows no benchmark.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Exchange, Task } from './eval-types.ts';

export interface Endpoint {
  /** With its /v1, and no stroke behind it. */
  readonly baseUrl: string;
  readonly key: string;
  readonly timeoutMs: number;
}

export function postChat(
  endpoint: Endpoint,
  { body, path }: Pick<Task, 'body' | 'path'>,
  stop: AbortSignal,
): Promise<Exchange> {
  const url = path === undefined ? new URL(`${endpoint.baseUrl}/chat/completions`) : new URL(path, endpoint.baseUrl);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const limit = AbortSignal.timeout(endpoint.timeoutMs);
  return new Promise((resolve) => {
    const pieces: { text: string; atMs: number }[] = [];
    let status: number | null = null;
    const settle = (failure: string | null) =>
      resolve({ status, pieces, failure, hasTimedOut: limit.aborted, latencyMs: elapsedMs() });
    const fail = (error: Error) => settle(limit.aborted ? `no answer within ${endpoint.timeoutMs} ms` : error.message);
    const asked = send(url, {
      method: 'POST',
      // A connection of its own: one that was kept open may turn out closed, which would count as a failure.
      agent: false,
      signal: AbortSignal.any([stop, limit]),
      headers: {
        authorization: `Bearer ${endpoint.key}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    });
    asked.on('error', fail);
    asked.on('response', (answer) => {
      status = answer.statusCode ?? null;
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => pieces.push({ text, atMs: elapsedMs() }));
      answer.on('error', fail);
      answer.on('end', () => settle(answer.complete ? null : 'the answer broke off'));
    });
    asked.end(body);
  });
}
