// In: the load generator and where to start servers. Out: what the service itself costs, beside a bare node:http server that
// sends the same bytes, in blocks A B B A. No model is computed.
import type { Children } from './children.ts';
import { type Server, startBareServer, startScriptedService } from './cost-children.ts';
import type { LoadResult } from './load-job.ts';
import { measureMemory, type StreamMemory } from './measure-memory.ts';
import type { LoadRunner } from './run-load.ts';
import { eventsPerStream, type ScriptName, scriptBody } from './script.ts';

export interface CostScenario {
  readonly name: string;
  readonly script: ScriptName;
  readonly isStream: boolean;
  readonly clientCount: number;
  readonly requestCount: number;
  readonly blockCount: number;
}

export interface CostBlock {
  readonly scenario: CostScenario;
  readonly server: Server['name'];
  readonly block: number;
  readonly elapsedMs: number;
  readonly requestCount: number;
  readonly eventCount: number;
  readonly errors: readonly string[];
  readonly totalsMs: readonly number[];
  readonly firstsMs: readonly number[];
}

export interface ServiceCost {
  readonly blocks: readonly CostBlock[];
  readonly memory: StreamMemory;
}

const whole = (clientCount: number, requestCount: number): CostScenario => ({
  name: `whole answers, ${clientCount} ${clientCount === 1 ? 'client' : 'clients'}`,
  script: 'tiny',
  isStream: false,
  clientCount,
  requestCount,
  blockCount: 4,
});
const streams = (script: 'burst' | 'paced', name: string): CostScenario => ({
  name,
  script,
  isStream: true,
  clientCount: 64,
  requestCount: 128,
  blockCount: 4,
});

const scenarios: readonly CostScenario[] = [
  whole(1, 1500),
  whole(16, 4000),
  whole(64, 4000),
  { ...whole(1, 1000), name: 'short streams, 1 client', isStream: true },
  streams('burst', '64 streams, deltas as fast as pulled'),
  streams('paced', '64 streams, each delta on its own'),
];

export async function measureService(
  load: LoadRunner,
  children: Children,
  deadlineMs: number,
  signal: AbortSignal,
  onBlock: (block: CostBlock) => void,
): Promise<ServiceCost> {
  const service = await startScriptedService(children, { slotCount: 64 }, signal);
  const servers = [await startBareServer(children, service, signal), service];
  const blocks: CostBlock[] = [];
  for (const scenario of scenarios) {
    if (Date.now() > deadlineMs) break;
    // Compiled and warm before anything counts.
    for (const server of servers)
      await runScenario(load, server, { ...scenario, requestCount: Math.ceil(scenario.requestCount / 2) });
    for (let block = 0; block < scenario.blockCount && Date.now() < deadlineMs; block += 1) {
      for (const server of block % 2 === 0 ? servers : servers.toReversed()) {
        signal.throwIfAborted();
        const measured = measuredBlock(scenario, server, block, await runScenario(load, server, scenario));
        blocks.push(measured);
        onBlock(measured);
      }
    }
  }
  await Promise.all(servers.map((server) => server.child.stop()));
  return { blocks, memory: await measureMemory(children, signal) };
}

export function runScenario(load: LoadRunner, server: Server, scenario: CostScenario): Promise<LoadResult> {
  return load.run({
    port: server.port,
    path: '/v1/chat/completions',
    headers: {},
    clientCount: scenario.clientCount,
    bodies: [scriptBody(scenario.script, scenario.isStream)],
    requestCount: scenario.requestCount,
    startLimitMs: 15_000,
    requestLimitMs: 60_000,
    isConnectionReused: true,
    reading: 'count',
  });
}

function measuredBlock(scenario: CostScenario, server: Server, block: number, result: LoadResult): CostBlock {
  const cutShort = (row: LoadResult['rows'][number]) =>
    scenario.script !== 'tiny' && row.eventCount < eventsPerStream ? `only ${row.eventCount} events` : null;
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return {
    scenario,
    server: server.name,
    block,
    elapsedMs: result.elapsedMs,
    requestCount: result.rows.length,
    eventCount: result.rows.reduce((total, row) => total + row.eventCount, 0),
    errors: result.rows.flatMap((row) => row.error ?? cutShort(row) ?? []),
    totalsMs: result.rows.map((row) => round(row.totalMs)),
    firstsMs: result.rows.flatMap((row) => (row.firstMs === null ? [] : [round(row.firstMs)])),
  };
}
