// In: the command line. Out: what gateways add to a scripted OpenAI server: latency and requests per second of Kinglet, with its content
// filter and without, beside Portkey's gateway and LiteLLM; a table on stdout, every figure in a JSON file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Children } from './children.ts';
import { describeMachine } from './describe-run.ts';
import { gatewayRequest, leastEvents } from './gateway-answers.ts';
import { type Gateway, startGateways } from './gateway-sides.ts';
import { digits } from './render-table.ts';
import { type LoadRunner, startLoadRunner } from './run-load.ts';
import { type GatewayBlock, renderGateways, summariseGateways } from './summarise-gateways.ts';

const usage = `node bench/gateways.ts [options]
  --portkey DIR    folder in which npm installed @portkey-ai/gateway (left out)
  --litellm DIR    virtual environment with litellm[proxy] (left out)
  --clients 1,8,32 clients at the same time
  --blocks N       blocks of each case (3)
  --seconds N      length of a block (6): in a short one the first request of every connection is the slowest hundredth
  --out PATH       the JSON file (bench/results/gateways-TIME.json)
`;

const say = (text: string) => void process.stderr.write(`bench: ${text}\n`);

interface Case {
  readonly isStream: boolean;
  readonly clientCount: number;
}

async function measure(
  load: LoadRunner,
  gateway: Gateway,
  at: Case,
  block: number,
  seconds: number,
): Promise<GatewayBlock> {
  const { elapsedMs, rows } = await load.run({
    port: gateway.port,
    path: '/v1/chat/completions',
    headers: gateway.headers,
    clientCount: at.clientCount,
    bodies: [gatewayRequest(at.isStream)],
    requestCount: 1_000_000,
    startLimitMs: seconds * 1000,
    requestLimitMs: 30_000,
    isConnectionReused: true,
    reading: 'count',
  });
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return {
    gateway: gateway.name,
    ...at,
    block,
    elapsedMs,
    totalsMs: rows.map(({ totalMs }) => round(totalMs)),
    firstsMs: rows.flatMap(({ firstMs }) => (firstMs === null ? [] : [round(firstMs)])),
    errors: rows.flatMap(({ error, eventCount }) =>
      error !== null ? [error] : at.isStream && eventCount < leastEvents ? [`only ${eventCount} events`] : [],
    ),
  };
}

async function run(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      portkey: text,
      litellm: text,
      clients: text,
      blocks: text,
      seconds: text,
      out: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return void process.stdout.write(usage);
  const clientCounts = (values.clients ?? '1,8,32').split(',').map(Number);
  const blockCount = Number(values.blocks ?? 3);
  const seconds = Number(values.seconds ?? 6);
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => stopping.abort(new Error('stopped before the end')));
  const { signal } = stopping;
  const children = new Children();
  const startedAt = new Date();
  try {
    const machine = describeMachine();
    const load = startLoadRunner(children, signal);
    const places = { portkey: values.portkey ?? null, litellm: values.litellm ?? null };
    const gateways = await startGateways(places, children, signal);
    say(`${gateways.length} are up`);
    const cases = [false, true].flatMap((isStream) => clientCounts.map((clientCount) => ({ isStream, clientCount })));
    const blocks: GatewayBlock[] = [];
    for (const at of cases) {
      // Compiled and warm before anything counts.
      for (const gateway of gateways) await measure(load, gateway, at, -1, seconds / 2);
      for (let block = 0; block < blockCount; block += 1) {
        for (const gateway of block % 2 === 0 ? gateways : gateways.toReversed()) {
          signal.throwIfAborted();
          const measured = await measure(load, gateway, at, block, seconds);
          blocks.push(measured);
          const [error] = measured.errors;
          if (error !== undefined) say(`${gateway.name}: ${error}`);
        }
      }
      say(`${at.isStream ? 'streams' : 'whole answers'}, ${at.clientCount} clients: measured`);
    }
    const figures = summariseGateways(blocks);
    const versions = Object.fromEntries(gateways.map(({ name, version }) => [name, version]));
    process.stdout.write(
      `${machine.processor}, ${machine.coreCount} cores, Node ${machine.nodeVersion}, load ${digits(machine.loadAverage, 2)} at the start; ` +
        `${JSON.stringify(versions)}\n\n${renderGateways(figures)}\n`,
    );
    const name = `gateways-${startedAt.toISOString().replaceAll(/[:.]/g, '-')}.json`;
    const path = resolve(values.out ?? fileURLToPath(new URL(`results/${name}`, import.meta.url)));
    mkdirSync(dirname(path), { recursive: true });
    const report = { startedAt, commandLine: process.argv.slice(2), machine, versions, figures, blocks };
    writeFileSync(path, `${JSON.stringify(report)}\n`);
    say(`written to ${path}`);
    if (figures.some(({ errorCount }) => errorCount > 0)) process.exitCode = 1;
  } finally {
    await children.stopAll();
  }
}

await run().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
if (process.connected) process.disconnect();
