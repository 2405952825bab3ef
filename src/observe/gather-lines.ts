// In: log lines, one by one. Out: the same lines in the same order, those of a moment in one write: each write is a call of the system, which
// every request would wait for. Knows no line.
import type { Clock } from '../base/clock.ts';
import type { LogDestination } from './create-log-sink.ts';

export interface GatheredLines extends LogDestination {
  /** Writes what waits; call it when the process ends. */
  flush(): void;
}

const writeAfterMs = 10;
const mostWaitingLength = 64 * 1024;

export function gatherLines(destination: LogDestination, clock: Pick<Clock, 'after'>): GatheredLines {
  let waiting = '';
  /** Not null while something waits. */
  let cancel: (() => void) | null = null;

  function flush(): void {
    cancel?.();
    cancel = null;
    const lines = waiting;
    waiting = '';
    if (lines !== '') destination.write(lines);
  }

  return {
    write: (line) => {
      waiting += line;
      if (waiting.length >= mostWaitingLength) flush();
      else cancel ??= clock.after(writeAfterMs, flush);
    },
    flush,
  };
}
