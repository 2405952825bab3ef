// In: the summaries of the service's own cost, its memory and perhaps a profile. Out: their tables. Pure.
import type { StreamMemory } from './measure-memory.ts';
import type { ServiceProfile } from './profile-service.ts';
import { digits, renderTable } from './render-table.ts';
import type { CostSummary } from './summarise-cost.ts';

export function renderCost(summaries: readonly CostSummary[], memory: StreamMemory): string {
  const rows = summaries.map(({ scenario, kinglet, bare, addedTotalP50Ms, addedTotalP99Ms }) => [
    scenario,
    digits(kinglet.requestsPerSecond, 0),
    digits(bare.requestsPerSecond, 0),
    kinglet.eventsPerSecond === 0 ? '' : digits(kinglet.eventsPerSecond, 0),
    bare.eventsPerSecond === 0 ? '' : digits(bare.eventsPerSecond, 0),
    digits(kinglet.totalP50Ms, 2),
    digits(kinglet.totalP99Ms, 2),
    digits(addedTotalP50Ms, 2),
    digits(addedTotalP99Ms, 2),
    String(kinglet.errorCount + bare.errorCount),
  ]);
  const head = [
    'scripted engine',
    'req/s',
    'bare',
    'deltas/s',
    'bare',
    'p50 ms',
    'p99 ms',
    'added p50',
    'p99',
    'errors',
  ];
  const kilobytes = (bytes: number) => digits(bytes / 1024);
  return [
    renderTable(head, rows),
    '',
    `memory of an open stream: ${kilobytes(memory.residentBytesPerStream)} KiB resident, ${kilobytes(memory.heapBytesPerStream)} KiB heap ` +
      `(${memory.streamCount} streams; ${digits(memory.residentBytesBefore / 1024 / 1024)} MiB resident before them)`,
  ].join('\n');
}

export function renderProfile(name: string, profile: ServiceProfile): string {
  const rows = profile.functions
    .slice(0, 25)
    .map(({ place, microseconds, share }) => [place, digits(microseconds, 2), `${digits(share * 100)}%`]);
  const title = `profile, ${name}: ${digits(profile.busyMicroseconds)} µs of processor time each`;
  return [title, renderTable(['own time', 'µs each', 'share'], rows)].join('\n');
}
