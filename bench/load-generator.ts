// In: load jobs over IPC. Out: their results over IPC. A process of its own, so that neither side of a comparison pays for it.
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadJob, LoadResult, RequestRow } from './load-job.ts';
import { sendRequest } from './send-request.ts';

async function runJob(job: LoadJob): Promise<LoadResult> {
  const { arrivalsMs } = job;
  const maxSockets = arrivalsMs === undefined ? job.clientCount : Number.POSITIVE_INFINITY;
  const agent = new Agent({ keepAlive: job.isConnectionReused, maxSockets });
  const originMs = performance.now();
  const rows: RequestRow[] = [];

  let nextIndex = 0;

  async function runClient(): Promise<void> {
    while (nextIndex < job.requestCount) {
      if (performance.now() - originMs > job.startLimitMs) return;
      const index = nextIndex;
      nextIndex += 1;
      const row = await sendRequest(job, index, agent, originMs);
      rows.push(row);
      // A side that refuses everything must not be hammered.
      if (row.error !== null) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function runArrival(index: number, arrivalMs: number): Promise<void> {
    await sleep(arrivalMs);
    rows.push(await sendRequest(job, index, agent, originMs));
  }

  await Promise.all(
    arrivalsMs === undefined
      ? Array.from({ length: job.clientCount }, runClient)
      : arrivalsMs.map((arrivalMs, index) => runArrival(index, arrivalMs)),
  );
  const elapsedMs = performance.now() - originMs;
  agent.destroy();
  return { elapsedMs, rows: rows.toSorted((left, right) => left.index - right.index) };
}

process.on('disconnect', () => process.exit(0));
// The terminal's Ctrl-C reaches the whole group; the parent decides when this ends.
process.on('SIGINT', () => undefined);
// The parent sends nothing but jobs.
process.on('message', (job) => void runJob(job as LoadJob).then((result) => process.send?.(result)));
