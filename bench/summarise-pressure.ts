// In: rows of requests under pressure. Out: what those who were taken waited for their first text, what came of the others, and how steadily
// running streams went on. Pure.
import type { RequestRow } from './load-job.ts';
import { percentile } from './statistics.ts';

export interface Waits {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export function waitsOf(rows: readonly RequestRow[]): Waits {
  const firsts = rows.flatMap(({ firstMs }) => firstMs ?? []);
  return { count: firsts.length, p50Ms: percentile(firsts, 50), p95Ms: percentile(firsts, 95) };
}

/** Requests that were answered whole in a stretch of time, per second: the beginning and the end, where fewer are at work, do not count. */
export function goodputOf(rows: readonly RequestRow[], fromMs: number, toMs: number): number {
  const ends = rows.filter(isAnswered).map(({ startMs, totalMs }) => startMs + totalMs);
  return (ends.filter((endMs) => endMs >= fromMs && endMs < toMs).length * 1000) / (toMs - fromMs);
}

export function isAnswered({ error, finishReason }: RequestRow): boolean {
  return error === null && finishReason !== null;
}

export interface Refusals {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly mostMs: number;
}

export function refusalsOf(rows: readonly RequestRow[], status: number): Refusals {
  const totals = rows.filter((row) => row.status === status).map(({ totalMs }) => totalMs);
  return {
    count: totals.length,
    p50Ms: percentile(totals, 50),
    p95Ms: percentile(totals, 95),
    mostMs: percentile(totals, 100),
  };
}

export interface Gaps {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly mostMs: number;
}

/** Between pieces of the same stream, of those that end in a stretch of time. */
export function gapsOf(rows: readonly RequestRow[], fromMs: number, toMs: number): Gaps {
  const gaps = rows.flatMap(({ startMs, piecesMs }) =>
    piecesMs.flatMap((pieceMs, at) => {
      const before = piecesMs[at - 1];
      const endMs = startMs + pieceMs;
      return before === undefined || endMs < fromMs || endMs > toMs ? [] : [pieceMs - before];
    }),
  );
  return { p50Ms: percentile(gaps, 50), p95Ms: percentile(gaps, 95), mostMs: percentile(gaps, 100) };
}
