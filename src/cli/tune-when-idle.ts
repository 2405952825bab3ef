// In: a measurement, and when nobody else wants the machine. Out: the measurement, begun in a quiet time, broken off as soon as a request comes
// and begun again in the next. Knows no engine and no processor.
import { Fault } from '../contract/fault.ts';
import type { IdleWatch } from './idle-watch.ts';
import type { Measurement } from './search-tuning.ts';

const mostInterruptions = 20;

export interface IdleTerms {
  /** So long nobody has asked anything. */
  readonly quietMs: number;
  /** Whether nothing else keeps the processor busy. */
  isMachineIdle(): Promise<boolean>;
  /** Rejects with the signal's reason. */
  pause(durationMs: number, signal: AbortSignal): Promise<void>;
}

export function whenIdle(
  idle: IdleWatch,
  { quietMs, isMachineIdle, pause }: IdleTerms,
  signal: AbortSignal,
): (measure: (signal: AbortSignal) => Promise<Measurement>) => Promise<Measurement> {
  let interruptions = 0;
  return async (measure) => {
    for (;;) {
      await idle.whenQuiet(quietMs, signal);
      if (!(await isMachineIdle())) {
        await pause(quietMs, signal);
        continue;
      }
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
