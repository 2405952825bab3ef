// In: a URL to read. Out: the answer's head and its body as a stream, after redirects; the token goes to its own host only, and
// proxies are those of the environment. Fault `source_unreachable` when nobody answers in time. Knows no hub.
import { Agent as HttpAgent, get as httpGet, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import { Fault } from '../contract/fault.ts';

export interface HttpAsk {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent to the first host, and again only where a redirect stays on it. */
  readonly token: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For each hop: connection, TLS and the head of the answer together. */
  readonly answerTimeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Of every answer on the way, the last included. */
  readonly trail: readonly IncomingHttpHeaders[];
  readonly body: IncomingMessage;
}

const maxRedirects = 8;

export async function exchange(ask: HttpAsk, signal: AbortSignal): Promise<HttpAnswer> {
  const first = new URL(ask.url);
  const trail: IncomingHttpHeaders[] = [];
  let url = first;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const isFirstHost = url.host === first.host && url.protocol === first.protocol;
    const authorization = ask.token !== null && isFirstHost ? { authorization: `Bearer ${ask.token}` } : {};
    const body = await getOnce(url, { ...ask.headers, ...authorization }, ask, signal);
    trail.push(body.headers);
    const status = body.statusCode ?? 0;
    const location = body.headers.location;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
      return { status, url: url.href, headers: body.headers, trail, body };
    }
    body.destroy();
    url = new URL(location, url);
    if (url.protocol !== 'https:' && url.protocol !== first.protocol) {
      throw new Fault(
        'source_refused',
        `${first.host} sends on to ${url.protocol}//${url.host}, which is not encrypted.`,
      );
    }
  }
  throw new Fault('source_unreachable', `${first.host} redirects in circles.`);
}

function getOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  ask: HttpAsk,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const isEncrypted = url.protocol === 'https:';
    const proxyEnv = { ...ask.environment };
    const request = (isEncrypted ? httpsGet : httpGet)(url, {
      headers: { 'user-agent': 'kinglet', 'accept-encoding': 'identity', ...headers },
      agent: isEncrypted ? new HttpsAgent({ proxyEnv }) : new HttpAgent({ proxyEnv }),
      signal,
    });
    const timer = setTimeout(() => {
      request.destroy(new Error(`no answer within ${ask.answerTimeoutMs / 1000} seconds`));
    }, ask.answerTimeoutMs);
    request.on('response', (body) => {
      clearTimeout(timer);
      resolve(body);
    });
    request.on('error', (cause) => {
      clearTimeout(timer);
      if (signal.aborted) reject(signal.reason);
      else reject(new Fault('source_unreachable', `${url.host} cannot be reached: ${inWords(cause)}`, { cause }));
    });
  });
}

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name does not resolve',
  EAI_AGAIN: 'its name does not resolve',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'no answer in time',
};

function inWords(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return words[code] ?? (error.message || code);
}
