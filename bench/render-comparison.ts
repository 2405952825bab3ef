// In: the summaries of the comparison. Out: its table and the two bars, met or not. Pure.
import { digits, renderTable } from './render-table.ts';
import type { ClientCountSummary, SideFigures } from './summarise-comparison.ts';

const smallestRatio = 0.97;
const largestAddedMs = 10;

export function renderComparison(summaries: readonly ClientCountSummary[]): string {
  const sideRow = (label: string, figures: SideFigures, ratio: string, added: string) => [
    label,
    digits(figures.requestsPerSecond, 3),
    digits(figures.tokensPerSecond),
    digits(figures.firstTextP50Ms),
    digits(figures.firstTextP95Ms),
    ratio,
    added,
    String(figures.errorCount),
  ];
  const rows = summaries.flatMap((summary) => [
    sideRow(`${summary.clientCount} engine alone`, summary.engine, '', ''),
    sideRow(
      `${summary.clientCount} kinglet`,
      summary.kinglet,
      `${digits(summary.tokensRatio, 3)} (${summary.tokensRatioRange.map((ratio) => digits(ratio, 2)).join('-')})`,
      `${digits(summary.addedFirstTextMs.ofMedians)} / ${digits(summary.addedFirstTextMs.pairedMedian)}`,
    ),
  ]);
  const head = [
    'clients',
    'req/s',
    'tok/s',
    'first p50 ms',
    'p95 ms',
    'tok/s ratio (range)',
    'added p50 / paired',
    'errors',
  ];
  const notes = summaries.map(
    ({ clientCount, pairCount, roundCount, requestsRatio, differentTextShare, differentPromptShare }) =>
      `${clientCount} clients: ${roundCount} rounds, req/s ratio ${digits(requestsRatio, 3)}; of ${pairCount} answered pairs ` +
      `${digits(differentTextShare * 100)}% differ in text, ${digits(differentPromptShare * 100)}% in prompt tokens`,
  );
  return [renderTable(head, rows), '', ...notes, ...bars(summaries)].join('\n');
}

function bars(summaries: readonly ClientCountSummary[]): readonly string[] {
  const atFour = summaries.find(({ clientCount }) => clientCount === 4);
  const atOne = summaries.find(({ clientCount }) => clientCount === 1);
  const verdict = (summary: ClientCountSummary, isMet: boolean) =>
    isSound(summary) ? (isMet ? 'met' : 'MISSED') : 'NOT JUDGED: the two sides did not do the same work';
  return [
    ...(atFour === undefined
      ? []
      : [
          `bar: at least ${smallestRatio} of the engine's tokens/s at 4 clients: ${verdict(atFour, atFour.tokensRatio >= smallestRatio)}`,
        ]),
    ...(atOne === undefined
      ? []
      : [
          `bar: at most ${largestAddedMs} ms added to the first text at p50 (1 client, paired): ${verdict(atOne, atOne.addedFirstTextMs.pairedMedian <= largestAddedMs)}`,
        ]),
  ];
}

/** A request that failed is work not done: the side that fails most would look fastest, or slowest, by accident. */
export function isSound({ engine, kinglet, differentPromptShare, pairCount }: ClientCountSummary): boolean {
  return engine.errorCount + kinglet.errorCount === 0 && differentPromptShare === 0 && pairCount > 0;
}
