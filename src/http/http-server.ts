// In: the app and an address. Out: a listening node server that can stop taking requests and wait for those that run. Knows no route.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { NewIdentifier } from '../base/identifiers.ts';
import { Fault } from '../contract/fault.ts';
import { errorBody } from '../wire/openai/error-body.ts';
import type { createApp } from './app.ts';
import { beginInTurns, hasLeft } from './begin-in-turns.ts';
import { faultResponse, toFault } from './fault-response.ts';
import { openaiDialect } from './route-dialect.ts';

export interface HttpServer {
  readonly port: number;
  /** Stops listening, then waits for running requests up to the limit, then closes what is left. Tells whether all had ended. */
  drain(limitMs: number): Promise<boolean>;
}

export async function listen(
  app: ReturnType<typeof createApp>,
  address: { readonly host: string; readonly port: number },
  newId: NewIdentifier,
): Promise<HttpServer> {
  // No timeout on the answer (a long prompt on a small machine); headers and body of the request must come in good time.
  // A request without Host gets our own answer below, not node's bare one.
  const serverOptions = {
    headersTimeout: 60_000,
    requestTimeout: 300_000,
    keepAliveTimeout: 75_000,
    requireHostHeader: false,
  };
  /** What never became a Request: a Host or a target that is none. */
  const errorHandler = (error: unknown): Response => {
    const requestId = newId('req_');
    const fault = error instanceof RequestError ? malformedRequest() : toFault(error);
    const response = faultResponse(fault, requestId, openaiDialect);
    response.headers.set('x-request-id', requestId);
    return response;
  };
  const server = createServer(
    serverOptions,
    // It puts its own Request and Response in the place of the global ones: an answer that is text goes to the socket without a stream object.
    beginInTurns(getRequestListener(app.fetch, { errorHandler }), hasLeft),
  );
  let openRequests = 0;
  server.on('request', (_incoming, outgoing) => {
    openRequests += 1;
    outgoing.once('close', () => {
      openRequests -= 1;
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    socket.end(malformedRequestAnswer(newId('req_')));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, address)));
    server.listen(address.port, address.host, resolve);
  });
  return { port: portOf(server.address()), drain: (limitMs) => drain(server, () => openRequests, limitMs) };
}

/** Clients keep connections open between requests, and open some before they need them: those must not hold up the end. */
async function drain(server: Server, openRequests: () => number, limitMs: number): Promise<boolean> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const deadlineMs = performance.now() + limitMs;
  while (openRequests() > 0 && performance.now() < deadlineMs) await sleep(20);
  const isClean = openRequests() === 0;
  server.closeAllConnections();
  await closed;
  return isClean;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export function listenFault(
  error: NodeJS.ErrnoException,
  address: { readonly host: string; readonly port: number },
): Fault {
  const where = `${address.host}:${address.port}`;
  if (error.code === 'EADDRINUSE') {
    return new Fault(
      'port_in_use',
      `Port ${address.port} on ${address.host} is taken by another program. Stop it, or choose another port with PORT=${address.port + 1} or --port ${address.port + 1}.`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES')
    return new Fault(
      'port_in_use',
      `Not allowed to listen on ${where}. Choose a port above 1023 with PORT or --port.`,
      { cause: error },
    );
  return new Fault('config_invalid', `Cannot listen on ${where}: ${error.message}. Check HOST and PORT.`, {
    cause: error,
  });
}

function malformedRequest(): Fault {
  return new Fault('invalid_value', 'The request is not valid HTTP.');
}

function malformedRequestAnswer(requestId: string): string {
  const body = JSON.stringify(errorBody(malformedRequest()));
  const head = [
    'HTTP/1.1 400 Bad Request',
    'content-type: application/json',
    `x-request-id: ${requestId}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
