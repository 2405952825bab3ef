// In: nothing. Out: time as a value that is passed in, so that rooms stay deterministic under test. Knows nothing else.
import { setTimeout as sleepFor } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Resolves after the time, rejects with the signal's reason when aborted. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** Calls back once after the time, unless the returned function was called before. Cheap enough for every delta of a stream. */
  after(durationMs: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (durationMs, signal) => sleepFor(durationMs, undefined, signal === undefined ? {} : { signal }),
  after: (durationMs, call) => {
    const timer = setTimeout(call, durationMs);
    return () => clearTimeout(timer);
  },
};
