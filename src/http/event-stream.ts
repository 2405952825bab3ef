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

/** UTF-16 units that go to the socket together where so much is there at once: a write costs more than an event. */
const mostTogether = 16 * 1024;

/** Pulled by the socket: nothing is computed ahead of a slow reader but what is there at once, and of that no more than one write. */
export function eventStream(
  first: Promise<IteratorResult<string>>,
  iterator: AsyncIterator<string>,
  options: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: Promise<IteratorResult<string>> | null = first;
  let eventCount = 0;
  let hasLeft = false;

  /** What follows the event without waiting for anything outside. How it ends is left to the next pull. */
  async function withFollowers(event: string): Promise<string> {
    let text = event;
    const turn = turnOver();
    while (text.length < mostTogether) {
      pending = iterator.next();
      const next = await turn.unlessOver(pending);
      if (next === null || next.done === true) break;
      pending = null;
      eventCount += 1;
      text += next.value;
    }
    return text;
  }

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
            const text = await withFollowers(result.value);
            if (!hasLeft) controller.enqueue(encoder.encode(text));
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

interface TurnOver {
  /** The value; null when it fails, or when it is not there before the process turns to something else. */
  unlessOver<Value>(value: Promise<Value>): Promise<Value | null>;
}

function turnOver(): TurnOver {
  let isOver = false;
  let wake = (): void => undefined;
  // Runs when no promise is left that could go on.
  process.nextTick(() => {
    isOver = true;
    wake();
  });
  return {
    unlessOver: (value) => {
      if (isOver) return Promise.resolve(null);
      return new Promise((resolve) => {
        wake = () => resolve(null);
        value.then(resolve, wake);
      });
    },
  };
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
