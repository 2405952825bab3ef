// In: the bytes of one whole answer and of the events of a stream, over IPC. Out: a plain node:http server that sends just these: the least
// that an answer from Node can cost. A process of its own; knows nothing of the service.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface BareAnswers {
  readonly whole: string;
  readonly wholeHeaders: Readonly<Record<string, string>>;
  readonly shortEvents: readonly string[];
  readonly events: readonly string[];
  readonly eventHeaders: Readonly<Record<string, string>>;
}

let answers: BareAnswers = { whole: '', wholeHeaders: {}, shortEvents: [], events: [], eventHeaders: {} };

async function sendEvents(answer: ServerResponse, body: string): Promise<void> {
  answer.writeHead(200, answers.eventHeaders);
  const isPaced = body.includes('"paced"');
  for (const event of body.includes('"tiny"') ? answers.shortEvents : answers.events) {
    if (isPaced) await nextTurn();
    if (!answer.write(event)) await new Promise((resolve) => answer.once('drain', resolve));
  }
  answer.end();
}

const server = createServer((asked, answer) => {
  let body = '';
  asked.setEncoding('utf8');
  asked.on('data', (chunk: string) => {
    body += chunk;
  });
  asked.on('end', () => {
    if (/"stream":\s*true/.test(body)) return void sendEvents(answer, body);
    answer.writeHead(200, answers.wholeHeaders);
    answer.end(answers.whole);
  });
});

process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);
process.on('message', (message) => {
  // The parent sends nothing else.
  answers = message as BareAnswers;
  process.send?.('ready');
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
