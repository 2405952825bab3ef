// In: a measurement, and when nobody else wants the machine. Out: the measurement, begun in a quiet time, broken off as soon as a request comes
// and begun again in the next. Knows no engine.
import { Fault } from '../contract/fault.ts';
import type { IdleWatch } from './idle-watch.ts';
import type { Measurement } from './search-tuning.ts';

const mostInterruptions = 20;

export function whenIdle(
  idle: IdleWatch,
  quietMs: number,
  signal: AbortSignal,
): (measure: (signal: AbortSignal) => Promise<Measurement>) => Promise<Measurement> {
  let interruptions = 0;
  return async (measure) => {
    for (;;) {
      await idle.whenQuiet(quietMs, signal);
      const busy = idle.busySignal();
      try {
        return await measure(AbortSignal.any([signal, busy]));
      } catch (error) {
        signal.throwIfAborted();
        if (!busy.aborted) throw error;
        interruptions += 1;
        if (interruptions > mostInterruptions)
          throw new Fault('engine_start_failed', 'The machine is never idle for long enough.');
      }
    }
  };
}
