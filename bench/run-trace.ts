// In: a trace and a side that answers. Out: how long it took, and when the first texts came. Judges nothing.
import type { LoadJob, RequestRow } from './load-job.ts';
import type { Trace } from './prefix-traces.ts';
import type { LoadRunner } from './run-load.ts';
import type { Side } from './side.ts';

export interface TraceResult {
  readonly trace: string;
  readonly side: string;
  readonly elapsedMs: number;
  /** Of each request, from its own beginning. */
  readonly firstMs: readonly number[];
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
  readonly errors: readonly string[];
}

export async function runTrace(trace: Trace, side: Side, name: string, load: LoadRunner): Promise<TraceResult> {
  const rows: RequestRow[] = [];
  let elapsedMs = 0;
  for (const { clientCount, bodies } of trace.stages) {
    const job: LoadJob = {
      port: side.port,
      path: '/v1/chat/completions',
      headers: side.headers,
      clientCount,
      bodies: bodies.map((body) => JSON.stringify({ ...body, model: side.model })),
      requestCount: bodies.length,
      startLimitMs: 600_000,
      requestLimitMs: 300_000,
      isConnectionReused: false,
      reading: 'text',
    };
    const result = await load.run(job);
    elapsedMs += result.elapsedMs;
    rows.push(...result.rows);
  }
  const sum = (of: (row: RequestRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    trace: trace.name,
    side: name,
    elapsedMs,
    firstMs: rows.flatMap(({ firstMs }) => (firstMs === null ? [] : [firstMs])),
    promptTokens: sum((row) => row.promptTokens),
    cachedTokens: sum((row) => row.cachedTokens),
    completionTokens: sum((row) => row.completionTokens),
    errors: rows.flatMap(({ error }) => (error === null ? [] : [error])),
  };
}
