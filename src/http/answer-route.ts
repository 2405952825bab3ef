// In: a known caller's request to one of the surfaces. Out: the answer, streamed or whole, and its ledger row. Knows no engine, no
// policy and no wire format.

import type { AnswerFacts } from '../contract/answer.ts';
import type { Caller } from '../contract/caller.ts';
import { Fault } from '../contract/fault.ts';
import type { RequestTerms } from '../contract/request-terms.ts';
import { openSettlement, type Settlement } from '../serve/settle.ts';
import { sseComment } from '../wire/openai/server-sent-events.ts';
import type { AnswerSurface, SurfaceRequest } from './answer-surface.ts';
import { answerIsOver, dropStalledReader, type OutgoingSocket } from './client-signal.ts';
import { eventStream, withinHeartbeat } from './event-stream.ts';
import { reportFault, toFault } from './fault-response.ts';
import type { HttpPorts } from './http-ports.ts';
import { readJsonBody } from './read-json-body.ts';
import { readPatienceMs } from './read-patience.ts';
import { readPolicyId } from './read-policy-id.ts';

export interface IncomingRequest {
  readonly request: Request;
  readonly requestId: string;
  readonly startedMs: number;
  readonly caller: Caller;
  /** Aborts when the client leaves; aborted here when the answer is over, so that nothing stays behind. */
  readonly client: AbortController;
  /** Behind a real socket. */
  readonly outgoing: OutgoingSocket | undefined;
}

export function answerRoute<Request extends SurfaceRequest, Item>(
  incoming: IncomingRequest,
  surface: AnswerSurface<Request, Item>,
  ports: HttpPorts,
): Promise<Response> {
  return settledRoute(incoming, surface.operation, ports, (settlement, terms) =>
    answer(incoming, surface, settlement, terms, ports),
  ).catch((error: unknown) => {
    throw error instanceof Fault ? (surface.translateFault?.(error) ?? error) : error;
  });
}

/**
 * Opens the ledger row of a model request and sees that every end closes it; the work itself settles its good end. It is told what the
 * request says beside its body.
 */
export async function settledRoute(
  incoming: IncomingRequest,
  operation: string,
  ports: HttpPorts,
  work: (settlement: Settlement, terms: RequestTerms) => Promise<Response>,
): Promise<Response> {
  const { caller, requestId } = incoming;
  const settlement = openSettlement(
    {
      requestId,
      keyId: caller.keyId,
      partition: caller.partition,
      operation,
      openedAtMs: incoming.startedMs,
    },
    ports,
  );
  // The row must not wait for the engine to let go.
  incoming.client.signal.addEventListener('abort', () => settlement.aborted(), { once: true });
  try {
    const { headers } = incoming.request;
    return await work(settlement, { policyId: readPolicyId(headers), patienceMs: readPatienceMs(headers) });
  } catch (error) {
    // Whatever broke when the client left (its body, its answer) is only that it left.
    const cause: unknown = incoming.client.signal.aborted ? incoming.client.signal.reason : error;
    settlement.failed(cause);
    incoming.client.abort(answerIsOver);
    throw cause;
  }
}

async function answer<Request extends SurfaceRequest, Item>(
  incoming: IncomingRequest,
  surface: AnswerSurface<Request, Item>,
  settlement: Settlement,
  terms: RequestTerms,
  ports: HttpPorts,
): Promise<Response> {
  const { client } = incoming;
  const request = surface.read(await readJsonBody(incoming.request, ports.bodyBytesLimit));
  const serving = { caller: incoming.caller, settlement, ports, signal: client.signal, terms };
  const started = await surface.start(request, serving);
  const { pieces } = started;
  const own = surface.answerHeaders?.(started.deployment) ?? {};
  const facts: AnswerFacts = {
    id: ports.newId(surface.idPrefix),
    createdSeconds: Math.floor(ports.clock.nowMs() / 1000),
    model: started.deployment.snapshot,
    fingerprint: started.fingerprint,
    promptTokens: started.promptTokens,
    promptVerdict: started.promptVerdict,
    urgency: started.urgency,
    streamMode: started.streamMode,
  };
  if (!request.ask.isStream) {
    const body = await surface.whole(request, facts, pieces, ports.newId);
    client.abort(answerIsOver);
    return new Response(JSON.stringify(body), { headers: { ...own, 'content-type': 'application/json' } });
  }
  dropStalledReader(incoming.outgoing);
  const events = surface.stream(request, facts, pieces, ports.newId)[Symbol.asyncIterator]();
  const first = events.next();
  // Until something must be sent a failure can still have its own status.
  await withinHeartbeat(first, ports);
  const stream = eventStream(first, events, {
    heartbeatMs: ports.heartbeatMs,
    heartbeat: surface.heartbeat ?? sseComment('waiting'),
    clock: ports.clock,
    onEnd: () => {
      settlement.aborted();
      client.abort(answerIsOver);
    },
    faultEvent: (error, eventsBefore): string => {
      const fault = toFault(error);
      reportFault(fault, incoming.requestId, ports.observer);
      return surface.faultEvent(fault, incoming.requestId, eventsBefore);
    },
  });
  return new Response(stream, {
    headers: {
      ...own,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    },
  });
}
