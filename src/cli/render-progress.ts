// In: progress events of provisioning. Out: bars on a terminal, a line every few seconds otherwise. Knows no source and no model.
import type { Clock } from '../base/clock.ts';
import { formatBytes } from '../catalog/format-bytes.ts';
import { type OnProgress, type Pace, type ProgressEvent, TransferRate } from '../catalog/progress.ts';
import type { Terminal } from './terminal.ts';

interface Step {
  readonly rate: TransferRate;
  doneBytes: number;
  totalBytes: number | null;
  pace: Pace;
  readonly startedMs: number;
  lastLineMs: number;
}

const lineEveryMs = 3000;
const barEveryMs = 100;

export interface ProgressRenderer {
  readonly onProgress: OnProgress;
  /** Removes bars that still stand. */
  close(): void;
}

export function renderProgress(
  terminal: Terminal,
  clock: Pick<Clock, 'nowMs'>,
  write: (text: string) => void,
): ProgressRenderer {
  const steps = new Map<string, Step>();
  let drawnLines = 0;
  let drawnMs = 0;

  function erase(): void {
    // The terminal's own ^C may stand before the cursor.
    if (drawnLines > 0) write(`\r\x1b[${drawnLines}A\x1b[0J`);
    drawnLines = 0;
  }

  function draw(isDue: boolean): void {
    const nowMs = clock.nowMs();
    if (!terminal.isInteractive || (!isDue && nowMs - drawnMs < barEveryMs)) return;
    drawnMs = nowMs;
    erase();
    for (const [label, step] of steps) write(`${bar(label, step, terminal.columns)}\n`);
    drawnLines = steps.size;
  }

  function note(text: string): void {
    erase();
    terminal.say(text);
    draw(true);
  }

  function advance(event: Exclude<ProgressEvent, { kind: 'notice' }>): Step {
    const nowMs = clock.nowMs();
    const step = steps.get(event.label) ?? {
      rate: new TransferRate(),
      doneBytes: 0,
      totalBytes: null,
      pace: { bytesPerSecond: 0, remainingMs: null },
      startedMs: nowMs,
      lastLineMs: nowMs,
    };
    steps.set(event.label, step);
    step.doneBytes = event.doneBytes;
    step.totalBytes = event.totalBytes;
    step.pace = step.rate.add(event.doneBytes, event.totalBytes, nowMs);
    return step;
  }

  return {
    onProgress: (event) => {
      if (event.kind === 'notice') return note(`  ${event.label}: ${event.message}`);
      const step = advance(event);
      const nowMs = clock.nowMs();
      if (event.kind === 'step-end') {
        steps.delete(event.label);
        const seconds = ((nowMs - step.startedMs) / 1000).toFixed(1);
        note(`  ${event.label}: ${event.doneBytes > 0 ? `${formatBytes(event.doneBytes)}, ` : ''}done in ${seconds} s`);
      } else if (terminal.isInteractive) {
        draw(false);
      } else if (event.kind === 'step-start' || nowMs - step.lastLineMs >= lineEveryMs) {
        step.lastLineMs = nowMs;
        terminal.say(`  ${event.label}: ${figures(step)}`);
      }
    },
    close: erase,
  };
}

function bar(label: string, step: Step, columns: number): string {
  const tail = figures(step);
  const width = Math.max(10, Math.min(30, columns - label.length - tail.length - 8));
  const share = step.totalBytes === null || step.totalBytes === 0 ? 0 : Math.min(1, step.doneBytes / step.totalBytes);
  const filled = Math.round(share * width);
  return `  ${label} [${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${tail}`.slice(0, columns - 1);
}

function figures({ doneBytes, totalBytes, pace }: Step): string {
  const done = totalBytes === null ? formatBytes(doneBytes) : `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`;
  const speed = pace.bytesPerSecond > 0 ? `, ${formatBytes(pace.bytesPerSecond)}/s` : '';
  const left = pace.remainingMs === null ? '' : `, ${Math.ceil(pace.remainingMs / 1000)} s left`;
  return `${done}${speed}${left}`;
}
