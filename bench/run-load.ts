// In: a load job. Out: its result, from the load generator's process. Knows no side and no meaning of a load.
import { type Child, type Children, nextMessage } from './children.ts';
import type { LoadJob, LoadResult } from './load-job.ts';

export interface LoadRunner {
  run(job: LoadJob): Promise<LoadResult>;
}

/** Invariant of its use: one job at a time. */
export function startLoadRunner(children: Children, signal: AbortSignal): LoadRunner {
  const generator: Child = children.start('load-generator.ts', []);
  return {
    run: async (job) => {
      generator.process.send(job);
      // The generator answers jobs with results only.
      const result = (await nextMessage(
        generator,
        job.startLimitMs + job.requestLimitMs + 10_000,
        signal,
      )) as LoadResult;
      return result;
    },
  };
}
