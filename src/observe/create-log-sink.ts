// In: level, format and where lines go. Out: an Observer that writes one line for each event worth it. What a line holds is `log-line`'s.
import { pino } from 'pino';
import type { Observer } from '../contract/observer.ts';
import { logLine } from './log-line.ts';
import { prettyLine } from './pretty-line.ts';

export interface LogDestination {
  write(line: string): unknown;
}

export interface LogSettings {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly format: 'json' | 'pretty';
  readonly destination: LogDestination;
}

export function createLogSink({ level, format, destination }: LogSettings): Observer {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => void destination.write(format === 'pretty' ? prettyLine(line) : line) },
  );
  return {
    emit: (event) => {
      const line = logLine(event);
      logger[line.level](line.fields, line.message);
    },
  };
}
