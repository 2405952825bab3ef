// In: tasks, an endpoint, how many at a time. Out: their rows in the order of the tasks. A stopped run keeps the rows that are whole, and a
// service that has gone ends the run: it would look like so many wrong answers.
import { setTimeout } from 'node:timers/promises';
import type { Exchange, Row, Task } from './eval-types.ts';
import { type Endpoint, postChat } from './post-chat.ts';

export interface RunPorts {
  readonly endpoint: Endpoint;
  readonly concurrency: number;
  readonly stop: AbortSignal;
  onRow(row: Row, rows: readonly Row[]): void;
}

/** So many requests in a row that nobody answered; between them there is time for a restart. */
const goneAfter = 5;
const restartPauseMs = 1000;

export async function runTasks(tasks: readonly Task[], ports: RunPorts): Promise<readonly Row[]> {
  const rows: (Row | undefined)[] = tasks.map(() => undefined);
  const finished = () => rows.filter((row) => row !== undefined);
  const queue = tasks.entries();
  let untaken = 0;
  async function work(): Promise<void> {
    for (const [place, task] of queue) {
      if (ports.stop.aborted || untaken >= goneAfter) return;
      const exchange = await postChat(ports.endpoint, task, ports.stop);
      if (ports.stop.aborted) return;
      untaken = isUntaken(exchange) ? untaken + 1 : 0;
      if (untaken > 0) await setTimeout(restartPauseMs);
      const row: Row = {
        id: task.id,
        category: task.category,
        ...task.judge(exchange),
        latencyMs: exchange.latencyMs,
        request: JSON.parse(task.body),
      };
      rows[place] = row;
      ports.onRow(row, finished());
    }
  }
  await Promise.all(Array.from({ length: ports.concurrency }, work));
  return finished();
}

/** Refused or closed at once; not answering in time is something else. */
function isUntaken({ status, hasTimedOut }: Exchange): boolean {
  return status === null && !hasTimedOut;
}
