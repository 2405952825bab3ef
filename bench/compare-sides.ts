// In: the two sides, both ready. Out: every row of the same load on both, in rounds A B B A, so that only one computes at a time and slow
// drifts of the machine fall on both alike. Judges nothing.
import { createHash } from 'node:crypto';
import { chatMessages } from './chat-prompts.ts';
import type { LoadJob, RequestRow } from './load-job.ts';
import type { BenchOptions } from './options.ts';
import type { LoadRunner } from './run-load.ts';
import type { Side } from './side.ts';

/** The text itself is replaced by its digest and length. */
export type MeasuredRow = Omit<RequestRow, 'text'> & { readonly textDigest: string; readonly textLength: number };

export interface MeasuredRound {
  readonly side: Side['name'];
  readonly clientCount: number;
  readonly round: number;
  readonly elapsedMs: number;
  readonly rows: readonly MeasuredRow[];
}

export interface ComparisonPorts {
  readonly load: LoadRunner;
  readonly sides: readonly [Side, Side];
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  onRound(round: MeasuredRound): void;
}

const requestLimitMs = 180_000;
/** Not counted: pages are touched and code is compiled before the first round. */
const warmingRequests = 16;

export async function compareSides(options: BenchOptions, ports: ComparisonPorts): Promise<readonly MeasuredRound[]> {
  const { load, sides } = ports;
  for (const side of sides) {
    const warmed = await load.run(jobFor(side, options, 4, 100_000, warmingRequests));
    const failed = warmed.rows.find((row) => row.error !== null);
    if (failed !== undefined) throw new Error(`${side.name} fails: ${failed.error}`);
  }
  const rounds: MeasuredRound[] = [];
  let firstPrompt = 0;
  // Round by round over all client counts: when time runs out, each has had about as many.
  for (let round = 0; round < options.rounds; round += 1) {
    for (const clientCount of options.clientCounts) {
      if (Date.now() > ports.deadlineMs) return rounds;
      const requestCount = clientCount * options.requestsPerClient;
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        ports.signal.throwIfAborted();
        const result = await load.run(jobFor(side, options, clientCount, firstPrompt, requestCount));
        const measured = {
          side: side.name,
          clientCount,
          round,
          elapsedMs: result.elapsedMs,
          rows: result.rows.map(withoutText),
        };
        rounds.push(measured);
        ports.onRound(measured);
      }
      firstPrompt += requestCount;
    }
  }
  return rounds;
}

function jobFor(
  side: Side,
  options: BenchOptions,
  clientCount: number,
  firstPrompt: number,
  requestCount: number,
): LoadJob {
  const bodies = Array.from({ length: requestCount }, (_, place) =>
    JSON.stringify({
      model: side.model,
      messages: chatMessages(firstPrompt + place),
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: options.maxTokens,
    }),
  );
  return {
    port: side.port,
    path: '/v1/chat/completions',
    headers: side.headers,
    clientCount,
    bodies,
    requestCount,
    startLimitMs: 600_000,
    requestLimitMs,
    isConnectionReused: false,
    reading: 'text',
  };
}

function withoutText({ text, ...row }: RequestRow): MeasuredRow {
  const textDigest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { ...row, textDigest, textLength: text.length };
}
