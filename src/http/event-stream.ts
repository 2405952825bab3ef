// In: the objects of a stream, the first already waited for. Out: server-sent events as bytes, with heartbeats while nothing comes,
// faults as OpenAI's clients read them in mid-stream. Knows no chunk format.
import type { Clock } from '../base/clock.ts';
import type { Fault } from '../contract/fault.ts';
import { errorBody } from '../wire/openai/error-body.ts';
import { sseComment, sseData, sseDone } from '../wire/openai/server-sent-events.ts';

export interface EventStreamOptions {
  readonly heartbeatMs: number;
  readonly clock: Clock;
  /** Called once, when the stream is over or nobody reads it any more. */
  onEnd(): void;
  toFault(error: unknown): Fault;
}

/** Pulled by the socket: nothing is computed ahead of a slow reader but one chunk. */
export function eventStream(
  first: Promise<IteratorResult<object>>,
  iterator: AsyncIterator<object>,
  options: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: Promise<IteratorResult<object>> | null = first;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pending ??= iterator.next();
        try {
          const result = await withinHeartbeat(pending, options);
          if (result === null) {
            controller.enqueue(encoder.encode(sseComment('waiting')));
            return;
          }
          pending = null;
          controller.enqueue(encoder.encode(result.done === true ? sseDone : sseData(result.value)));
          if (result.done !== true) return;
        } catch (error) {
          controller.enqueue(encoder.encode(sseData(errorBody(options.toFault(error)))));
        }
        controller.close();
        options.onEnd();
      },
      async cancel() {
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
