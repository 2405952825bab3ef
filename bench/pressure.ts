// In: the command line. Out: how the service, and the very engine that it runs, alone, stand pressure: four times as many requests as they can
// answer, a long prompt among running streams, background work beside questions. Tables on stdout, all figures in a JSON file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Children } from './children.ts';
import { describeMachine } from './describe-run.ts';
import { findEngineProcess } from './find-engine-process.ts';
import type { LoadJob, LoadResult } from './load-job.ts';
import { readOptions } from './options.ts';
import {
  type Arrival,
  firstPrompts,
  longPromptAmongStreams,
  question,
  questionsBesideBatch,
  strangers,
} from './pressure-traces.ts';
import { digits, renderTable } from './render-table.ts';
import { type LoadRunner, startLoadRunner } from './run-load.ts';
import type { StartedSide } from './side.ts';
import { startEngineAlone } from './start-engine-alone.ts';
import { startKinglet } from './start-kinglet.ts';
import { gapsOf, goodputOf, isAnswered, refusalsOf, waitsOf } from './summarise-pressure.ts';

const { values } = parseArgs({
  options: {
    parts: { type: 'string', default: 'overload,long-prompt,beside-batch' },
    sides: { type: 'string', default: 'kinglet,engine,engine-default-batch' },
    slots: { type: 'string', default: '4' },
    'max-tokens': { type: 'string', default: '32' },
    'queue-seconds': { type: 'string', default: '0.5' },
    seconds: { type: 'string', default: '90' },
    out: { type: 'string', default: 'bench/results/pressure.json' },
  },
});
const maxTokens = Number(values['max-tokens']);
const slots = Number(values.slots);
const seconds = Number(values.seconds);
const parts = values.parts.split(',');
/** Of each measurement: until as many requests are at work as ever. */
const rampMs = 10_000;
const overloads = 4;
const children = new Children();
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort(new Error('stopped')));
const say = (text: string) => void process.stderr.write(`bench: ${text}\n`);

type Figures = Readonly<Record<string, number>>;
interface PartResult {
  readonly part: string;
  readonly side: string;
  readonly figures: Figures;
}

async function send(
  load: LoadRunner,
  side: StartedSide,
  bodies: readonly object[],
  how: Partial<Pick<LoadJob, 'clientCount' | 'arrivalsMs' | 'startLimitMs'>>,
): Promise<LoadResult> {
  return load.run({
    port: side.port,
    path: '/v1/chat/completions',
    headers: side.headers,
    clientCount: 1,
    bodies: bodies.map((body) => JSON.stringify({ ...body, model: side.model })),
    requestCount: bodies.length,
    startLimitMs: 600_000,
    requestLimitMs: 240_000,
    isConnectionReused: false,
    reading: 'text',
    ...how,
  });
}

function sendAsTheyCome(load: LoadRunner, side: StartedSide, arrivals: readonly Arrival[]): Promise<LoadResult> {
  const bodies = arrivals.map(({ body }) => body);
  return send(load, side, bodies, { arrivalsMs: arrivals.map(({ atMs }) => atMs) });
}

function questions(first: number, count: number): readonly object[] {
  return Array.from({ length: count }, (_, number) => question(first + number, maxTokens));
}

/** One after the other. */
async function measureUnloaded(load: LoadRunner, side: StartedSide): Promise<Figures> {
  const { rows } = await send(load, side, questions(firstPrompts.unloaded, 24), {});
  const waits = waitsOf(rows.slice(4));
  return { unloadedP50Ms: waits.p50Ms, unloadedP95Ms: waits.p95Ms };
}

/** Of as many clients as slots, each of which asks again when it has its answer. */
async function measureCapacity(load: LoadRunner, side: StartedSide): Promise<number> {
  const how = { clientCount: slots, startLimitMs: seconds * 1000 };
  const { rows } = await send(load, side, questions(firstPrompts.capacity, 600), how);
  return goodputOf(rows, rampMs, seconds * 1000);
}

async function measureOverload(load: LoadRunner, side: StartedSide): Promise<Figures> {
  const unloaded = await measureUnloaded(load, side);
  const capacity = await measureCapacity(load, side);
  const { rows } = await sendAsTheyCome(load, side, strangers(capacity * overloads, seconds, maxTokens, 1));
  const taken = rows.filter(isAnswered);
  const waits = waitsOf(taken);
  const refused = refusalsOf(rows, 429);
  const goodput = goodputOf(rows, rampMs, seconds * 1000);
  return {
    ...unloaded,
    capacityPerSecond: capacity,
    sent: rows.length,
    answered: taken.length,
    firstP50Ms: waits.p50Ms,
    firstP95Ms: waits.p95Ms,
    firstP95OfUnloaded: waits.p95Ms / (unloaded['unloadedP95Ms'] ?? Number.NaN),
    goodputOfCapacity: goodput / capacity,
    refused: refused.count,
    refusedP50Ms: refused.p50Ms,
    refusedP95Ms: refused.p95Ms,
    refusedMostMs: refused.mostMs,
    waitedInVain: refusalsOf(rows, 408).count,
    otherwise: rows.filter((row) => !isAnswered(row) && row.status !== 429 && row.status !== 408).length,
  };
}

async function measureLongPrompt(load: LoadRunner, side: StartedSide): Promise<Figures> {
  const { rows } = await sendAsTheyCome(load, side, longPromptAmongStreams(slots - 1, 3500, 400));
  const long = rows.at(-1);
  const streams = rows.slice(0, -1);
  if (long === undefined) return {};
  const [before, during] = [
    gapsOf(streams, 6000, long.startMs),
    gapsOf(streams, long.startMs, long.startMs + (long.firstMs ?? Number.NaN)),
  ];
  return {
    promptFirstMs: long.firstMs ?? Number.NaN,
    gapBeforeP50Ms: before.p50Ms,
    gapBeforeP95Ms: before.p95Ms,
    gapP50Ms: during.p50Ms,
    gapP95Ms: during.p95Ms,
    gapMostMs: during.mostMs,
    otherwise: rows.filter((row) => !isAnswered(row)).length,
  };
}

async function measureBesideBatch(load: LoadRunner, side: StartedSide): Promise<Figures> {
  const unloaded = await measureUnloaded(load, side);
  const batchCount = 40;
  const { rows, elapsedMs } = await sendAsTheyCome(load, side, questionsBesideBatch(batchCount, 8, maxTokens));
  const waits = waitsOf(rows.slice(batchCount));
  return {
    ...unloaded,
    questionFirstP50Ms: waits.p50Ms,
    questionFirstP95Ms: waits.p95Ms,
    firstP95OfUnloaded: waits.p95Ms / (unloaded['unloadedP95Ms'] ?? Number.NaN),
    allSeconds: elapsedMs / 1000,
    otherwise: rows.filter((row) => !isAnswered(row)).length,
  };
}

const measures: Readonly<Record<string, (load: LoadRunner, side: StartedSide) => Promise<Figures>>> = {
  overload: measureOverload,
  'long-prompt': measureLongPrompt,
  'beside-batch': measureBesideBatch,
};

/** The queue of an overloaded service is short by its configuration; that of the others is as it comes. */
async function measurePart(load: LoadRunner, part: string): Promise<readonly PartResult[]> {
  const measure = measures[part];
  if (measure === undefined) throw new Error(`there is no part ${part}`);
  const context = part === 'long-prompt' ? 8192 : 4096;
  const options = readOptions([
    '--slots',
    values.slots,
    '--max-tokens',
    values['max-tokens'],
    '--context',
    `${context}`,
  ]);
  if (options === null) throw new Error('nothing to measure');
  const settings = part === 'overload' ? { KINGLET_QUEUE_SECONDS: values['queue-seconds'] } : {};
  const kinglet = await startKinglet(options, children, stopping.signal, 'kinglet', settings);
  const engine = findEngineProcess(kinglet.child.process.pid ?? 0);
  const starts: Readonly<Record<string, () => Promise<StartedSide>>> = {
    kinglet: async () => kinglet,
    engine: () => startEngineAlone(engine, children, stopping.signal),
    'engine-default-batch': () =>
      startEngineAlone(engine, children, stopping.signal, { batchTokens: 2048, microBatchTokens: 512 }),
  };
  const results: PartResult[] = [];
  for (const name of values.sides.split(',')) {
    if (name === 'engine-default-batch' && part !== 'long-prompt') continue;
    const side = await starts[name]?.();
    if (side === undefined) throw new Error(`there is no side ${name}`);
    const figures = await measure(load, side);
    results.push({ part, side: name, figures });
    say(`${part} on ${name}: ${JSON.stringify(figures)}`);
    await side.child.stop();
  }
  await kinglet.child.stop();
  return results;
}

function render(part: string, results: readonly PartResult[]): string {
  const own = results.filter((result) => result.part === part);
  const names = [...new Set(own.flatMap(({ figures }) => Object.keys(figures)))];
  const cells = (name: string) => own.map(({ figures }) => digits(figures[name] ?? Number.NaN, 2));
  return renderTable(
    [part, ...own.map(({ side }) => side)],
    names.map((name) => [name, ...cells(name)]),
  );
}

try {
  const machine = describeMachine();
  const load = startLoadRunner(children, stopping.signal);
  const results: PartResult[] = [];
  for (const part of parts) results.push(...(await measurePart(load, part)));
  process.stdout.write(`${parts.map((part) => render(part, results)).join('\n\n')}\n`);
  const path = resolve(values.out);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ machine, command: process.argv.slice(2), results })}\n`);
} finally {
  await children.stopAll();
}
