// In: the measured blocks of each gateway. Out: for each kind of answer and number of clients, what each gateway adds to the server behind
// it, as figures and as tables. Pure.
import type { GatewayName } from './gateway-sides.ts';
import { digits, renderTable } from './render-table.ts';
import { median, percentile, sum } from './statistics.ts';

export interface GatewayBlock {
  readonly gateway: GatewayName;
  readonly isStream: boolean;
  readonly clientCount: number;
  readonly block: number;
  readonly elapsedMs: number;
  readonly totalsMs: readonly number[];
  readonly firstsMs: readonly number[];
  readonly errors: readonly string[];
}

export interface GatewayFigures {
  readonly gateway: GatewayName;
  readonly isStream: boolean;
  readonly clientCount: number;
  readonly requestsPerSecond: number;
  readonly totalP50Ms: number;
  readonly totalP99Ms: number;
  /** Most often of a block's first requests: Node takes one connection in a turn of its loop, and each client opens its own. */
  readonly totalMostMs: number;
  /** Against the server behind it, asked directly by as many clients. */
  readonly addedP50Ms: number;
  readonly addedP99Ms: number;
  readonly requestCount: number;
  readonly errorCount: number;
}

export function summariseGateways(blocks: readonly GatewayBlock[]): readonly GatewayFigures[] {
  const cases = new Map(
    blocks.map(({ gateway, isStream, clientCount }) => [
      `${isStream} ${clientCount} ${gateway}`,
      { gateway, isStream, clientCount },
    ]),
  );
  return [...cases.values()].map((at) => {
    const own = blocksOf(blocks, at);
    const direct = blocksOf(blocks, { ...at, gateway: 'direct' }).flatMap(({ totalsMs }) => totalsMs);
    const totals = own.flatMap(({ totalsMs }) => totalsMs);
    return {
      ...at,
      // The median block: one that somebody else disturbed does not count.
      requestsPerSecond: median(own.map(({ totalsMs, elapsedMs }) => (totalsMs.length * 1000) / elapsedMs)),
      totalP50Ms: median(totals),
      totalP99Ms: percentile(totals, 99),
      totalMostMs: totals.reduce((most, totalMs) => Math.max(most, totalMs), 0),
      addedP50Ms: median(totals) - median(direct),
      addedP99Ms: percentile(totals, 99) - percentile(direct, 99),
      requestCount: totals.length,
      errorCount: sum(own.map(({ errors }) => errors.length)),
    };
  });
}

function blocksOf(
  blocks: readonly GatewayBlock[],
  { gateway, isStream, clientCount }: Pick<GatewayBlock, 'gateway' | 'isStream' | 'clientCount'>,
): readonly GatewayBlock[] {
  return blocks.filter(
    (block) => block.gateway === gateway && block.isStream === isStream && block.clientCount === clientCount,
  );
}

export function renderGateways(figures: readonly GatewayFigures[]): string {
  const head = [
    'gateway',
    'clients',
    'req/s',
    'p50 ms',
    'p99 ms',
    'most ms',
    'added p50',
    'added p99',
    'requests',
    'errors',
  ];
  const table = (isStream: boolean) =>
    renderTable(
      [isStream ? 'streams' : 'whole answers', ...head.slice(1)],
      figures
        .filter((row) => row.isStream === isStream)
        .map((row) => [
          row.gateway,
          String(row.clientCount),
          digits(row.requestsPerSecond, 0),
          digits(row.totalP50Ms, 2),
          digits(row.totalP99Ms, 2),
          digits(row.totalMostMs, 0),
          row.gateway === 'direct' ? '' : digits(row.addedP50Ms, 2),
          row.gateway === 'direct' ? '' : digits(row.addedP99Ms, 2),
          String(row.requestCount),
          String(row.errorCount),
        ]),
    );
  return `${table(false)}\n\n${table(true)}`;
}
