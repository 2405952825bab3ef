// In: anything thrown. Out: the error answer that the clients of a route expect. Unknown throwables are wrapped here, once; their
// detail goes to the observer, never to the client.
import { Fault } from '../contract/fault.ts';
import type { Observer } from '../contract/observer.ts';
import type { RouteDialect } from './route-dialect.ts';

export function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  return new Fault('internal', 'The server had an error while processing your request.', { cause: error });
}

export function reportFault(fault: Fault, requestId: string, observer: Observer): void {
  observer.emit({ kind: 'fault-raised', requestId, code: fault.code, message: fault.message, cause: fault.cause });
}

export function faultResponse(fault: Fault, requestId: string, dialect: RouteDialect): Response {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (fault.retryAfterMs !== null) {
    headers.set('retry-after', String(Math.ceil(fault.retryAfterMs / 1000)));
    headers.set('retry-after-ms', String(Math.ceil(fault.retryAfterMs)));
  }
  // The rest of a refused body is not worth reading.
  if (fault.code === 'body_too_large') headers.set('connection', 'close');
  for (const [name, value] of Object.entries(dialect.faultHeaders?.(fault) ?? {})) headers.set(name, value);
  const body = JSON.stringify(dialect.body(fault, requestId));
  return new Response(body, { status: dialect.statusOf(fault), headers });
}
