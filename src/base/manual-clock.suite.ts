// In: a test that says how much time goes by. Out: a clock on which it goes by only then, and its timers in the order of their times. For tests.
import type { Clock } from './clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly call: () => void;
}

export interface ManualClock extends Pick<Clock, 'nowMs' | 'after'> {
  pass(durationMs: number): void;
  /** Timers that have not gone off and were not called off. */
  waiting(): number;
}

export function manualClock(startMs = 0): ManualClock {
  let nowMs = startMs;
  let timers: readonly Timer[] = [];
  const without = (timer: Timer): readonly Timer[] => timers.filter((other) => other !== timer);
  return {
    nowMs: () => nowMs,
    after: (durationMs, call) => {
      const timer = { dueMs: nowMs + durationMs, call };
      timers = [...timers, timer];
      return () => {
        timers = without(timer);
      };
    },
    pass: (durationMs) => {
      const endMs = nowMs + durationMs;
      for (;;) {
        const [next] = timers.toSorted((one, other) => one.dueMs - other.dueMs);
        if (next === undefined || next.dueMs > endMs) break;
        timers = without(next);
        nowMs = next.dueMs;
        next.call();
      }
      nowMs = endMs;
    },
    waiting: () => timers.length,
  };
}
