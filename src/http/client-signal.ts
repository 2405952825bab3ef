// In: a request and, behind a real socket, node's response object. Out: a controller that aborts when the client leaves. Knows no route.
import { Fault } from '../contract/fault.ts';

/** Heartbeats keep a stream's socket busy: so long without a byte taken means that the client reads no more. */
const stalledReaderMs = 120_000;

/** Why what still runs for a request ends when its answer is over. Made once: an error made for each request costs a tenth of a millisecond. */
export const answerIsOver = new Error('The answer is over.');

export interface OutgoingSocket {
  readonly socket: StallableSocket | null;
  readonly writableFinished: boolean;
  once(event: 'close', listener: () => void): unknown;
}

export interface StallableSocket {
  setTimeout(timeoutMs: number): unknown;
  once(event: 'timeout', listener: () => void): unknown;
  off(event: 'timeout', listener: () => void): unknown;
  destroy(): unknown;
}

/** A reader that stands still must not hold a slot for ever. For streams only: a whole answer may take longer to come. */
export function dropStalledReader(outgoing: OutgoingSocket | undefined): void {
  const socket = outgoing?.socket ?? null;
  if (outgoing === undefined || socket === null) return;
  const drop = () => socket.destroy();
  socket.setTimeout(stalledReaderMs);
  socket.once('timeout', drop);
  // The connection may carry other requests later.
  outgoing.once('close', () => {
    socket.setTimeout(0);
    socket.off('timeout', drop);
  });
}

export function clientSignal(request: Request, outgoing: OutgoingSocket | undefined): AbortController {
  const controller = new AbortController();
  const leave = () => controller.abort(new Fault('client_closed', 'The client closed the connection.'));
  if (outgoing === undefined) request.signal.addEventListener('abort', leave, { once: true });
  else
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) leave();
    });
  return controller;
}
