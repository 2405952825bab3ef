// In: anything thrown. Out: the error answer that OpenAI's clients expect. Unknown throwables are wrapped here, once; their detail
// goes to the observer, never to the client.
import { Fault } from '../contract/fault.ts';
import type { Observer } from '../contract/observer.ts';
import { errorBody } from '../wire/openai/error-body.ts';
import { statusOfFault } from './status-of-fault.ts';

export function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  return new Fault('internal', 'The server had an error while processing your request.', { cause: error });
}

export function reportFault(fault: Fault, requestId: string, observer: Observer): void {
  observer.emit({ kind: 'fault-raised', requestId, code: fault.code, message: fault.message, cause: fault.cause });
}

export function faultResponse(fault: Fault): Response {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (fault.retryAfterMs !== null) {
    headers.set('retry-after', String(Math.ceil(fault.retryAfterMs / 1000)));
    headers.set('retry-after-ms', String(Math.ceil(fault.retryAfterMs)));
  }
  // The rest of a refused body is not worth reading.
  if (fault.code === 'body_too_large') headers.set('connection', 'close');
  return new Response(JSON.stringify(errorBody(fault)), { status: statusOfFault(fault.code), headers });
}
