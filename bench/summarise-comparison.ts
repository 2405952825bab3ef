// In: the measured rounds. Out: for each client count the figures of both sides and what the service, or its filter, costs. Pure.
import type { MeasuredRound, MeasuredRow } from './compare-sides.ts';
import { median, percentile, sum } from './statistics.ts';

export interface SideFigures {
  readonly requestsPerSecond: number;
  readonly tokensPerSecond: number;
  readonly firstTextP50Ms: number;
  readonly firstTextP95Ms: number;
  readonly completionTokens: number;
  readonly promptTokens: number;
  readonly errorCount: number;
}

export interface ClientCountSummary {
  readonly clientCount: number;
  readonly roundCount: number;
  readonly baseline: SideFigures;
  readonly kinglet: SideFigures;
  /** Kinglet's over the baseline's; the median over the rounds, each round with its own pair. */
  readonly requestsRatio: number;
  /** Of the time that the whole load of a round took. */
  readonly elapsedRatio: number;
  readonly tokensRatio: number;
  /** Smallest and largest of the rounds' tokens ratios: how far to believe the median. */
  readonly tokensRatioRange: readonly [number, number];
  readonly addedFirstTextMs: { readonly ofMedians: number; readonly pairedMedian: number };
  readonly pairCount: number;
  readonly differentTextShare: number;
  readonly differentPromptShare: number;
  /** Of the answered pairs; the baseline must never have had more to read. */
  readonly fewerPromptShare: number;
}

type Pair<Item> = readonly [baseline: Item, kinglet: Item];

export function summariseComparison(rounds: readonly MeasuredRound[]): readonly ClientCountSummary[] {
  const clientCounts = [...new Set(rounds.map((round) => round.clientCount))];
  return clientCounts.map((clientCount) => summarise(clientCount, pairRounds(rounds, clientCount)));
}

function pairRounds(rounds: readonly MeasuredRound[], clientCount: number): readonly Pair<MeasuredRound>[] {
  const ours = rounds.filter((round) => round.clientCount === clientCount);
  return ours.flatMap((baseline) => {
    const kinglet = ours.find((other) => other.side === 'kinglet' && other.round === baseline.round);
    return baseline.side !== 'kinglet' && kinglet !== undefined ? [[baseline, kinglet] as const] : [];
  });
}

function summarise(clientCount: number, pairs: readonly Pair<MeasuredRound>[]): ClientCountSummary {
  const requests = pairs.flatMap(pairRows);
  const tokensRatios = pairs.map(([baseline, kinglet]) => tokensPerSecond([kinglet]) / tokensPerSecond([baseline]));
  const baseline = figures(pairs.map(([round]) => round));
  const kinglet = figures(pairs.map(([, round]) => round));
  const added = requests.flatMap(([one, other]) =>
    one.firstMs === null || other.firstMs === null ? [] : [other.firstMs - one.firstMs],
  );
  const differing = (differs: (pair: Pair<MeasuredRow>) => boolean) =>
    requests.filter(differs).length / Math.max(1, requests.length);
  return {
    clientCount,
    roundCount: pairs.length,
    baseline,
    kinglet,
    elapsedRatio: median(pairs.map(([one, other]) => other.elapsedMs / one.elapsedMs)),
    requestsRatio: median(pairs.map(([one, other]) => requestsPerSecond([other]) / requestsPerSecond([one]))),
    tokensRatio: median(tokensRatios),
    tokensRatioRange: [Math.min(...tokensRatios), Math.max(...tokensRatios)],
    addedFirstTextMs: {
      ofMedians: kinglet.firstTextP50Ms - baseline.firstTextP50Ms,
      pairedMedian: median(added),
    },
    pairCount: requests.length,
    differentTextShare: differing(([one, other]) => one.textDigest !== other.textDigest),
    differentPromptShare: differing(([one, other]) => one.promptTokens !== other.promptTokens),
    fewerPromptShare: differing(([one, other]) => one.promptTokens > other.promptTokens),
  };
}

function pairRows([baseline, kinglet]: Pair<MeasuredRound>): readonly Pair<MeasuredRow>[] {
  return baseline.rows.flatMap((row) => {
    const other = kinglet.rows.find(({ index }) => index === row.index);
    return other === undefined || row.error !== null || other.error !== null ? [] : [[row, other] as const];
  });
}

function figures(rounds: readonly MeasuredRound[]): SideFigures {
  const rows = rounds.flatMap((round) => round.rows);
  const firsts = rows.flatMap((row) => (row.firstMs === null || row.error !== null ? [] : [row.firstMs]));
  return {
    requestsPerSecond: requestsPerSecond(rounds),
    tokensPerSecond: tokensPerSecond(rounds),
    firstTextP50Ms: median(firsts),
    firstTextP95Ms: percentile(firsts, 95),
    completionTokens: sum(rows.map((row) => row.completionTokens)),
    promptTokens: sum(rows.map((row) => row.promptTokens)),
    errorCount: rows.filter((row) => row.error !== null).length,
  };
}

function requestsPerSecond(rounds: readonly MeasuredRound[]): number {
  const answered = sum(rounds.map((round) => round.rows.filter((row) => row.error === null).length));
  return (answered * 1000) / sum(rounds.map((round) => round.elapsedMs));
}

function tokensPerSecond(rounds: readonly MeasuredRound[]): number {
  const tokens = sum(rounds.flatMap((round) => round.rows.map((row) => row.completionTokens)));
  return (tokens * 1000) / sum(rounds.map((round) => round.elapsedMs));
}
