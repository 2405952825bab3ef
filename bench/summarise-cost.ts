// In: the blocks of the service's own cost. Out: for each scenario both servers' figures and what the service adds. Pure.
import type { CostBlock } from './measure-service.ts';
import { median, percentile, sum } from './statistics.ts';

export interface ServerFigures {
  readonly requestsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly totalP50Ms: number;
  readonly totalP99Ms: number;
  readonly firstP50Ms: number;
  readonly firstP99Ms: number;
  readonly errorCount: number;
}

export interface CostSummary {
  readonly scenario: string;
  readonly kinglet: ServerFigures;
  readonly bare: ServerFigures;
  readonly addedTotalP50Ms: number;
  readonly addedTotalP99Ms: number;
}

export function summariseCost(blocks: readonly CostBlock[]): readonly CostSummary[] {
  const names = [...new Set(blocks.map((block) => block.scenario.name))];
  return names.map((scenario) => {
    const ours = (server: CostBlock['server']) =>
      figures(blocks.filter((block) => block.scenario.name === scenario && block.server === server));
    const kinglet = ours('kinglet');
    const bare = ours('bare');
    return {
      scenario,
      kinglet,
      bare,
      addedTotalP50Ms: kinglet.totalP50Ms - bare.totalP50Ms,
      addedTotalP99Ms: kinglet.totalP99Ms - bare.totalP99Ms,
    };
  });
}

function figures(blocks: readonly CostBlock[]): ServerFigures {
  const totals = blocks.flatMap((block) => block.totalsMs);
  const firsts = blocks.flatMap((block) => block.firstsMs);
  return {
    // The median block: one that somebody else disturbed does not count.
    requestsPerSecond: median(blocks.map((block) => (block.requestCount * 1000) / block.elapsedMs)),
    eventsPerSecond: median(blocks.map((block) => (block.eventCount * 1000) / block.elapsedMs)),
    totalP50Ms: median(totals),
    totalP99Ms: percentile(totals, 99),
    firstP50Ms: median(firsts),
    firstP99Ms: percentile(firsts, 99),
    errorCount: sum(blocks.map((block) => block.errors.length)),
  };
}
