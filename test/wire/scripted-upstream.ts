// In: how an OpenAI-compatible server behaves. Out: that server on a loopback port, what it was asked, and a way to kill it. Knows no case.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Of a request for a chat completion; health checks and the list of models are answered before it. */
export type UpstreamBehaviour = (asked: UpstreamRequest, answer: ServerResponse) => void;

export interface UpstreamRequest {
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly messages: readonly { readonly role: string; readonly content: string }[] };
}

export interface ScriptedUpstream {
  readonly url: string;
  readonly port: number;
  /** Requests for completions so far. */
  readonly asked: readonly UpstreamRequest[];
  /** Answers under way. */
  running(): number;
  behave(behaviour: UpstreamBehaviour): void;
  /** What health checks get. */
  beHealthy(status: number): void;
  /** As kill -9 does: every connection breaks, and nobody listens any more. */
  kill(): Promise<void>;
  /** At the same port. */
  revive(): Promise<void>;
}

const chunk = (members: object) => `data: ${JSON.stringify(members)}\n\n`;
const head = { 'content-type': 'text/event-stream' };

export function textChunk(content: string): string {
  return chunk({ choices: [{ index: 0, delta: { content } }] });
}

export function endChunks(completionTokens: number): string {
  const usage = { prompt_tokens: 5, completion_tokens: completionTokens };
  const finish = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  return `${finish}${chunk({ choices: [], usage })}data: [DONE]\n\n`;
}

/** Tells who answered. */
export function saying(...words: readonly string[]): UpstreamBehaviour {
  return (_asked, answer) => {
    answer.writeHead(200, head);
    answer.end(`${words.map(textChunk).join('')}${endChunks(words.length)}`);
  };
}

/** The words one by one, with a pause before each. */
export function slowly(pauseMs: number, ...words: readonly string[]): UpstreamBehaviour {
  return async (_asked, answer) => {
    answer.writeHead(200, head);
    for (const word of words) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (answer.destroyed) return;
      answer.write(textChunk(word));
    }
    answer.end(endChunks(words.length));
  };
}

/** The words once the gate is open. */
export function behind(gate: Promise<unknown>, ...words: readonly string[]): UpstreamBehaviour {
  return (asked, answer) => void gate.then(() => saying(...words)(asked, answer));
}

/** The words, and then the connection breaks. */
export function breakingOff(...words: readonly string[]): UpstreamBehaviour {
  return (_asked, answer) => {
    if (words.length === 0) return void answer.destroy();
    answer.writeHead(200, head);
    answer.write(words.map(textChunk).join(''));
    setTimeout(() => answer.destroy(), 30);
  };
}

export function refusing(status: number, headers: Readonly<Record<string, string>> = {}): UpstreamBehaviour {
  return (_asked, answer) => {
    answer.writeHead(status, { 'content-type': 'application/json', ...headers });
    answer.end(JSON.stringify({ error: { message: `refused with ${status}` } }));
  };
}

export const hanging: UpstreamBehaviour = () => undefined;

export async function startScriptedUpstream(behaviour: UpstreamBehaviour): Promise<ScriptedUpstream> {
  const asked: UpstreamRequest[] = [];
  let current = behaviour;
  let health = 200;
  let running = 0;
  const newServer = () =>
    createServer(async (incoming, answer) => {
      let text = '';
      for await (const piece of incoming) text += String(piece);
      if (incoming.url === '/health') return void answer.writeHead(health).end('{}');
      if (incoming.url === '/v1/models') return void answer.end('{"data":[{"id":"theirs"}]}');
      const request = { headers: incoming.headers, body: JSON.parse(text) };
      asked.push(request);
      running += 1;
      answer.on('close', () => {
        running -= 1;
      });
      current(request, answer);
    });
  let server = newServer();
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    asked,
    running: () => running,
    behave: (next) => {
      current = next;
    },
    beHealthy: (status) => {
      health = status;
    },
    kill: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    revive: async () => {
      server = newServer();
      await listen(port);
    },
  };
}
