// In: events of the service. Out: when no engine of it had anything to do for a while, and a signal as soon as one has again. Knows no request.
import type { Clock } from '../base/clock.ts';
import type { Observer } from '../contract/observer.ts';

export interface IdleWatch {
  readonly observer: Observer;
  /** Resolves when nothing was to be done for so long; rejects with the signal's reason. */
  whenQuiet(durationMs: number, signal: AbortSignal): Promise<void>;
  /** Aborted when the next run comes; at once where one is there. */
  busySignal(): AbortSignal;
}

/** Made once: an error with its stack for each run costs a tenth of a millisecond. */
const runHasCome = new Error('A run has come.');

export function createIdleWatch(clock: Pick<Clock, 'nowMs' | 'sleep'>): IdleWatch {
  const busyEngines = new Set<string>();
  let quietSinceMs = clock.nowMs();
  let coming = new AbortController();

  return {
    observer: {
      emit: (event) => {
        if (event.kind !== 'queue-changed') return;
        if (event.running + event.waiting > 0) {
          busyEngines.add(event.engineId);
          if (!coming.signal.aborted) coming.abort(runHasCome);
        } else {
          busyEngines.delete(event.engineId);
          quietSinceMs = clock.nowMs();
        }
      },
    },
    whenQuiet: async (durationMs, signal) => {
      for (;;) {
        const leftMs = busyEngines.size > 0 ? durationMs : quietSinceMs + durationMs - clock.nowMs();
        if (leftMs <= 0) return;
        await clock.sleep(leftMs, signal);
      }
    },
    busySignal: () => {
      if (busyEngines.size === 0) coming = new AbortController();
      return coming.signal;
    },
  };
}
