// In: hono's context of a request. Out: what a route takes of it. Knows no route.
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { IncomingRequest } from './answer-route.ts';
import { clientSignal } from './client-signal.ts';
import type { RequestVariables } from './http-ports.ts';

export type KingletEnvironment = { Bindings: Partial<HttpBindings>; Variables: RequestVariables };
export type KingletContext = Context<KingletEnvironment>;

export function incomingOf(context: KingletContext): IncomingRequest {
  const request = context.req.raw;
  const { requestId, startedMs, caller } = context.var;
  const outgoing = context.env?.outgoing;
  const client = clientSignal(request, outgoing);
  return { request, requestId, startedMs, caller, client, outgoing };
}
