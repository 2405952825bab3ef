// In: what may be reached, how long it may take and how much may come back. Out: the guarded way to post JSON. Knows no service.
import { Agent } from 'undici';
import { Fault } from '../contract/fault.ts';
import type { PostJson } from '../contract/outbound.ts';
import { checkUrl } from './check-url.ts';
import { guardedLookup, type ResolveHost, resolveBySystem } from './guarded-lookup.ts';

export interface OutboundOptions {
  /** Also loopback, private networks, and http; never link-local addresses. */
  readonly allowPrivate: boolean;
  /** For the whole of a call, from the name's resolution to the last byte. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** In the place of the system's resolver; for tests. */
  readonly resolveHost?: ResolveHost;
}

export interface Outbound {
  readonly postJson: PostJson;
  stop(): Promise<void>;
}

/** To one host; what is more waits, within its time. */
const connectionsAtMost = 32;

export function createOutbound(options: OutboundOptions): Outbound {
  const { allowPrivate, timeoutMs, maxBytes } = options;
  const agent = new Agent({
    connections: connectionsAtMost,
    connect: { lookup: guardedLookup(options.resolveHost ?? resolveBySystem, allowPrivate), timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return {
    postJson: async ({ url: text, headers, body }, signal) => {
      const url = checkUrl(text, allowPrivate);
      const ending = new AbortController();
      const timer = setTimeout(() => ending.abort(), timeoutMs);
      try {
        const answer = await agent.request({
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: 'POST',
          // What is not compressed cannot grow.
          headers: { ...headers, 'content-type': 'application/json', 'accept-encoding': 'identity' },
          body: JSON.stringify(body),
          signal: AbortSignal.any([signal, ending.signal]),
        });
        if (answer.statusCode < 200 || answer.statusCode > 299)
          throw new Fault('source_refused', `${url.host} answered with status ${answer.statusCode}.`);
        return parse(await readWithin(answer.body, maxBytes, url.host), url.host);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (ending.signal.aborted)
          throw new Fault('timeout', `${url.host} did not answer within ${timeoutMs / 1000} s.`, { cause: error });
        if (error instanceof Fault) throw error;
        throw new Fault('source_unreachable', `${url.host} cannot be reached.`, { cause: error });
      } finally {
        clearTimeout(timer);
        // Ends what was not read, such as the body of a refusal.
        ending.abort();
      }
    },
    stop: () => agent.destroy(),
  };
}

async function readWithin(body: AsyncIterable<Uint8Array>, maxBytes: number, host: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of body) {
    sizeBytes += piece.byteLength;
    if (sizeBytes > maxBytes) throw new Fault('source_refused', `${host} answered with more than ${maxBytes} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(text: string, host: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('source_refused', `${host} did not answer with JSON.`, { cause });
  }
}
