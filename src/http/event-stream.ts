// In: the events of a stream as text, the first already waited for. Out: their bytes, with heartbeats while nothing comes, and the
// event of a fault in mid-stream. Knows no wire format.
import type { Clock } from '../base/clock.ts';

export interface EventStreamOptions {
  readonly heartbeatMs: number;
  /** Sent while nothing else is. */
  readonly heartbeat: string;
  readonly clock: Clock;
  /** Called once, when the stream is over or nobody reads it any more. */
  onEnd(): void;
  faultEvent(error: unknown, eventsBefore: number): string;
}

/** Pulled by the socket: nothing is computed ahead of a slow reader but one chunk. */
export function eventStream(
  first: Promise<IteratorResult<string>>,
  iterator: AsyncIterator<string>,
  options: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: Promise<IteratorResult<string>> | null = first;
  let eventCount = 0;
  let hasLeft = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pending ??= iterator.next();
        try {
          const result = await withinHeartbeat(pending, options);
          if (hasLeft) return;
          if (result === null) {
            controller.enqueue(encoder.encode(options.heartbeat));
            return;
          }
          pending = null;
          if (result.done !== true) {
            eventCount += 1;
            controller.enqueue(encoder.encode(result.value));
            return;
          }
        } catch (error) {
          if (hasLeft) return;
          controller.enqueue(encoder.encode(options.faultEvent(error, eventCount)));
        }
        controller.close();
        options.onEnd();
      },
      async cancel() {
        hasLeft = true;
        options.onEnd();
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The value, or null when the heartbeat's time passed first. */
export function withinHeartbeat<Value>(
  value: Promise<Value>,
  options: { readonly heartbeatMs: number; readonly clock: Clock },
): Promise<Value | null> {
  return new Promise((resolve, reject) => {
    const disarm = options.clock.after(options.heartbeatMs, () => resolve(null));
    value.then(
      (settled) => {
        disarm();
        resolve(settled);
      },
      (error: unknown) => {
        disarm();
        reject(error);
      },
    );
  });
}
