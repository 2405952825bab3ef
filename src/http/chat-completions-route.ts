// In: POST /v1/chat/completions of a known caller. Out: the answer, streamed or whole. Knows no engine and no policy.
import type { Caller } from '../contract/caller.ts';
import type { Fault } from '../contract/fault.ts';
import { startChat } from '../serve/chat.ts';
import { openSettlement, type Settlement } from '../serve/settle.ts';
import type { AnswerHead } from '../wire/openai/answer-head.ts';
import { chatChunks } from '../wire/openai/chat-chunks.ts';
import { foldChatCompletion } from '../wire/openai/chat-completion.ts';
import { parseChatAsk } from '../wire/openai/parse-chat-ask.ts';
import { dropStalledReader, type OutgoingSocket } from './client-signal.ts';
import { eventStream, withinHeartbeat } from './event-stream.ts';
import { reportFault, toFault } from './fault-response.ts';
import type { HttpPorts } from './http-ports.ts';
import { readJsonBody } from './read-json-body.ts';

export interface ChatRequest {
  readonly request: Request;
  readonly requestId: string;
  readonly startedMs: number;
  readonly caller: Caller;
  /** Aborts when the client leaves; aborted here when the answer is over, so that nothing stays behind. */
  readonly client: AbortController;
  /** Behind a real socket. */
  readonly outgoing: OutgoingSocket | undefined;
}

export async function chatCompletionsRoute(chat: ChatRequest, ports: HttpPorts): Promise<Response> {
  const { caller, requestId } = chat;
  const settlement = openSettlement(
    {
      requestId,
      keyId: caller.keyId,
      partition: caller.partition,
      operation: 'chat.completions',
      openedAtMs: chat.startedMs,
    },
    ports,
  );
  // The row must not wait for the engine to let go.
  chat.client.signal.addEventListener('abort', () => settlement.aborted(), { once: true });
  try {
    return await answer(chat, settlement, ports);
  } catch (error) {
    // Whatever broke when the client left (its body, its answer) is only that it left.
    const cause: unknown = chat.client.signal.aborted ? chat.client.signal.reason : error;
    settlement.failed(cause);
    chat.client.abort();
    throw cause;
  }
}

async function answer(chat: ChatRequest, settlement: Settlement, ports: HttpPorts): Promise<Response> {
  const { client } = chat;
  const ask = parseChatAsk(await readJsonBody(chat.request, ports.bodyBytesLimit));
  const { deployment, fingerprint, pieces } = await startChat(ask, chat.caller, settlement, ports, client.signal);
  const head: AnswerHead = {
    id: ports.newId('chatcmpl-'),
    createdSeconds: Math.floor(ports.clock.nowMs() / 1000),
    model: deployment.snapshot,
    systemFingerprint: fingerprint,
    serviceTier: 'default',
  };
  if (!ask.isStream) {
    const body = await foldChatCompletion(head, pieces);
    client.abort();
    return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  }
  dropStalledReader(chat.outgoing);
  const chunks = chatChunks(head, pieces, { isUsageIncluded: ask.isUsageIncluded })[Symbol.asyncIterator]();
  const first = chunks.next();
  // Until something must be sent a failure can still have its own status.
  await withinHeartbeat(first, ports);
  const stream = eventStream(first, chunks, {
    heartbeatMs: ports.heartbeatMs,
    clock: ports.clock,
    onEnd: () => {
      settlement.aborted();
      client.abort();
    },
    toFault: (error): Fault => {
      const fault = toFault(error);
      reportFault(fault, chat.requestId, ports.observer);
      return fault;
    },
  });
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    },
  });
}
