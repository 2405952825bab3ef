// In: nothing. Out: a small OpenAI-compatible server on a free loopback port that goes the errand by script, and every body it was sent.
// It proves the harness: what fails against a real server but not here, fails because of that server.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ChatBody, chatChunks, wholeChat } from './scripted-chat.ts';
import { type ResponsesBody, responseEvents, wholeResponse } from './scripted-responses.ts';

export interface SentRequest {
  readonly path: string;
  readonly body: unknown;
}

export interface ScriptedProvider {
  readonly baseUrl: string;
  readonly sent: readonly SentRequest[];
  stop(): Promise<void>;
}

interface ScriptedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const json = (status: number, value: unknown): ScriptedAnswer => ({
  status,
  contentType: 'application/json',
  text: JSON.stringify(value),
});

const events = (blocks: readonly string[]): ScriptedAnswer => ({
  status: 200,
  contentType: 'text/event-stream',
  text: blocks.map((block) => `${block}\n\n`).join(''),
});

function chatAnswer(body: ChatBody): ScriptedAnswer {
  if (body.stream !== true) return json(200, wholeChat(body));
  return events([...chatChunks(body).map((chunk) => `data: ${JSON.stringify(chunk)}`), 'data: [DONE]']);
}

function responsesAnswer(body: ResponsesBody): ScriptedAnswer {
  if (body.stream !== true) return json(200, wholeResponse(body));
  return events(responseEvents(body).map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}`));
}

function answerTo(path: string, bodyText: string): ScriptedAnswer {
  if (path === '/v1/chat/completions') return chatAnswer(JSON.parse(bodyText));
  if (path === '/v1/responses') return responsesAnswer(JSON.parse(bodyText));
  return json(404, { error: { message: `no route ${path}`, type: 'invalid_request_error' } });
}

export async function startScriptedProvider(): Promise<ScriptedProvider> {
  const sent: SentRequest[] = [];
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bodyText = await text(request);
    const path = request.url ?? '';
    const answer = answerTo(path, bodyText);
    sent.push({ path, body: JSON.parse(bodyText) });
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.text);
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Listening on an address, not on a pipe.
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    sent,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
