// In: the summaries of the comparison. Out: its table and the bars, met or not. Pure.
import { digits, renderTable } from './render-table.ts';
import type { Baseline } from './side.ts';
import type { ClientCountSummary, SideFigures } from './summarise-comparison.ts';

const smallestRatio = 0.98;
const largestAddedMs = 10;
const largestFilterRatio = 1.03;

const labels: Readonly<Record<Baseline, string>> = { engine: 'engine alone', unfiltered: 'filter off' };

export function renderComparison(summaries: readonly ClientCountSummary[], baseline: Baseline): string {
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
    sideRow(`${summary.clientCount} ${labels[baseline]}`, summary.baseline, '', ''),
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
    ({
      clientCount,
      pairCount,
      roundCount,
      requestsRatio,
      differentTextShare,
      differentPromptShare,
      baseline,
      kinglet,
    }) =>
      `${clientCount} clients: ${roundCount} rounds, req/s ratio ${digits(requestsRatio, 3)}; of ${pairCount} answered pairs ` +
      `${digits(differentTextShare * 100)}% differ in text, ${digits(differentPromptShare * 100)}% in prompt tokens ` +
      `(${baseline.promptTokens} and ${kinglet.promptTokens} in all)`,
  );
  return [
    renderTable(head, rows),
    '',
    ...notes,
    ...(baseline === 'engine' ? bars(summaries) : filterBar(summaries)),
  ].join('\n');
}

/** The total time of an 8-client load with the filter on. */
function filterBar(summaries: readonly ClientCountSummary[]): readonly string[] {
  return summaries
    .filter(({ clientCount }) => clientCount === 8)
    .map((summary) => {
      const share = `${digits(summary.elapsedRatio, 3)} of the time`;
      return `bar: at most ${largestFilterRatio} of the time without the filter at 8 clients: ${share}, ${verdictOf(summary, summary.elapsedRatio <= largestFilterRatio)}`;
    });
}

function verdictOf(summary: ClientCountSummary, isMet: boolean): string {
  return isSound(summary) ? (isMet ? 'met' : 'MISSED') : 'NOT JUDGED: the two sides did not do the same work';
}

function bars(summaries: readonly ClientCountSummary[]): readonly string[] {
  const atOne = summaries.find(({ clientCount }) => clientCount === 1);
  return [
    ...summaries.map(
      (summary) =>
        `bar: at least ${smallestRatio} of the engine's tokens/s, ${summary.clientCount} clients: ${verdictOf(summary, summary.tokensRatio >= smallestRatio)}`,
    ),
    ...(atOne === undefined
      ? []
      : [
          `bar: at most ${largestAddedMs} ms added to the first text at p50 (1 client, paired): ${verdictOf(atOne, atOne.addedFirstTextMs.pairedMedian <= largestAddedMs)}`,
        ]),
  ];
}

/** A request that failed is work not done, and so is a prompt that is shorter: the side that does least would look fastest. */
export function isSound({ baseline, kinglet, fewerPromptShare, pairCount }: ClientCountSummary): boolean {
  return baseline.errorCount + kinglet.errorCount === 0 && fewerPromptShare === 0 && pairCount > 0;
}
