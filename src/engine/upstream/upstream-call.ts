// In: a request to an upstream and the signal that ends it. Out: its answer's head, then its bytes as they come, at the pace of who reads them.
// Knows no format. Below undici's `request`: a stream object and an abort error for each answer cost as much as reading it.
import type { Dispatcher } from 'undici';
import type { Clock } from '../../base/clock.ts';

export interface UpstreamHead {
  readonly statusCode: number;
  readonly headers: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];
}

/** So many bytes wait for their reader before the connection does. */
const mostWaitingBytes = 64 * 1024;
/** For the end of an answer whose last word was read; then its connection can be used again. */
const graceMs = 1000;
const callIsOver = new Error('The run is over.');

export class UpstreamCall {
  readonly head: Promise<UpstreamHead>;
  readonly #signal: AbortSignal;
  readonly #giveUp: () => void;
  readonly #headGiven = Promise.withResolvers<UpstreamHead>();
  #controller: Dispatcher.DispatchController | null = null;
  /** Invariant: nothing is here while somebody waits; nothing is kept once nobody reads any more. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #wake: (() => void) | null = null;
  /** Whoever takes the bytes as they come. */
  #passing: { readonly take: (bytes: Buffer) => boolean; readonly enough: () => void } | null = null;
  /** How it ended; undefined while it runs, null after a good end. */
  #end: Error | null | undefined;
  #isLeft = false;
  #cancelGrace: () => void = () => undefined;

  constructor(dispatcher: Dispatcher, request: Dispatcher.DispatchOptions, signal: AbortSignal) {
    this.head = this.#headGiven.promise;
    this.head.catch(() => undefined);
    this.#signal = signal;
    this.#giveUp = () => this.abort(signal.reason);
    signal.addEventListener('abort', this.#giveUp, { once: true });
    if (signal.aborted) this.#giveUp();
    else dispatcher.dispatch(request, this.#handler());
  }

  /** The next bytes; null at the end. Rejects when the answer breaks off or was aborted. */
  async next(): Promise<Buffer | null> {
    for (;;) {
      const [only] = this.#waiting;
      if (only !== undefined) {
        const bytes = this.#waiting.length === 1 ? only : Buffer.concat(this.#waiting);
        this.#waiting = [];
        this.#waitingBytes = 0;
        if (this.#controller?.paused === true) this.#controller.resume();
        return bytes;
      }
      if (this.#end === null) return null;
      if (this.#end !== undefined) throw this.#end;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /**
   * Hands over the bytes as they come, without a turn of the event loop between, until `take` says that it is enough, the answer has ended, or so
   * long has passed. False at the end; rejects as `next` does.
   */
  async pass(limitMs: number, take: (bytes: Buffer) => boolean, clock: Pick<Clock, 'after'>): Promise<boolean> {
    if (this.#waiting.length > 0 || this.#end !== undefined) {
      const bytes = await this.next();
      if (bytes === null) return false;
      if (take(bytes)) return true;
    }
    if (this.#end !== undefined) return true;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#passing = { take, enough: resolve };
    const cancel = clock.after(limitMs, resolve);
    await promise;
    cancel();
    this.#passing = null;
    return true;
  }

  async text(): Promise<string> {
    const chunks: Buffer[] = [];
    for (let bytes = await this.next(); bytes !== null; bytes = await this.next()) chunks.push(bytes);
    return Buffer.concat(chunks).toString('utf8');
  }

  abort(reason: Error): void {
    if (this.#end !== undefined) return;
    this.#finish(reason);
    this.#controller?.abort(reason);
  }

  /** Nobody reads any more: what is to come of a whole answer is skipped, a cut one is ended at once. */
  leave(isWhole: boolean, clock: Pick<Clock, 'after'>): void {
    if (this.#end !== undefined) return;
    if (!isWhole) {
      this.abort(callIsOver);
      return;
    }
    this.#isLeft = true;
    this.#signal.removeEventListener('abort', this.#giveUp);
    this.#waiting = [];
    this.#controller?.resume();
    this.#cancelGrace = clock.after(graceMs, () => this.abort(callIsOver));
  }

  #finish(end: Error | null): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#signal.removeEventListener('abort', this.#giveUp);
    this.#cancelGrace();
    if (end !== null) this.#headGiven.reject(end);
    this.#passing?.enough();
    this.#rouse();
  }

  #rouse(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }

  #handler(): Dispatcher.DispatchHandler {
    return {
      onRequestStart: (controller) => {
        this.#controller = controller;
        if (this.#end instanceof Error) controller.abort(this.#end);
      },
      onResponseStart: (_controller, statusCode, headers) => {
        // Before the answer itself there may be others, such as 103.
        if (statusCode >= 200) this.#headGiven.resolve({ statusCode, headers });
      },
      onResponseData: (controller, chunk) => {
        if (this.#isLeft) return;
        if (this.#passing !== null) {
          if (this.#passing.take(chunk)) this.#passing.enough();
          return;
        }
        this.#waiting.push(chunk);
        this.#waitingBytes += chunk.length;
        if (this.#waitingBytes > mostWaitingBytes) controller.pause();
        this.#rouse();
      },
      onResponseEnd: () => this.#finish(null),
      onResponseError: (_controller, error) => this.#finish(error),
    };
  }
}
