// In: the command line. Out: how fast the service is beside the engine alone, and what it and its filter cost by themselves: tables on
// stdout, every raw figure in a JSON file. Starts what it measures and stops all of it, also on Ctrl-C.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Children } from './children.ts';
import { compareSides } from './compare-sides.ts';
import { describeEngine, describeMachine } from './describe-run.ts';
import { findEngineProcess } from './find-engine-process.ts';
import { measureService } from './measure-service.ts';
import { type BenchOptions, readOptions, usage } from './options.ts';
import { profileService } from './profile-service.ts';
import { isSound, renderComparison } from './render-comparison.ts';
import { renderCost, renderProfile } from './render-cost.ts';
import { digits } from './render-table.ts';
import { type LoadRunner, startLoadRunner } from './run-load.ts';
import type { Baseline, StartedSide } from './side.ts';
import { startEngineAlone } from './start-engine-alone.ts';
import { startKinglet } from './start-kinglet.ts';
import { summariseComparison } from './summarise-comparison.ts';
import { summariseCost } from './summarise-cost.ts';

interface Bench {
  readonly options: BenchOptions;
  readonly children: Children;
  readonly load: LoadRunner;
  readonly signal: AbortSignal;
}

const say = (text: string) => void process.stderr.write(`bench: ${text}\n`);
const print = (text: string) => void process.stdout.write(`${text}\n\n`);

/** Each half has its own. */
const deadlineOf = (options: BenchOptions) => Date.now() + options.limitMinutes * 60_000;

async function benchEngine(bench: Bench): Promise<object> {
  const { options, children, signal } = bench;
  const { isPlain } = options;
  say(`starting the service with ${options.model}${isPlain ? ', without its filter and hierarchy' : ''}`);
  const kinglet = isPlain
    ? await startKinglet(options, children, signal, 'unfiltered', { KINGLET_HIERARCHY_POLICY: 'off' })
    : await startKinglet(options, children, signal);
  const engineProcess = findEngineProcess(kinglet.child.process.pid ?? 0);
  say(`starting the same engine alone: ${engineProcess.command}`);
  const alone = await startEngineAlone(engineProcess, children, signal);
  const engine = await describeEngine(engineProcess, alone, kinglet);
  print(`engine ${engine.chosen}; ${engine.modelPath}, answers of ${options.maxTokens} tokens`);
  return { engine, ...(await compare('engine', [alone, { ...kinglet, name: 'kinglet' }], bench)) };
}

async function benchFilter(bench: Bench): Promise<object> {
  const { options, children, signal } = bench;
  say(`starting the service with ${options.model}, with its content filter and without`);
  const kinglet = await startKinglet(options, children, signal);
  const unfiltered = await startKinglet(options, children, signal, 'unfiltered');
  print(`content filter on beside off; ${options.model}, answers of ${options.maxTokens} tokens`);
  return compare('unfiltered', [unfiltered, kinglet], bench);
}

async function compare(
  baseline: Baseline,
  sides: readonly [StartedSide, StartedSide],
  { options, load, signal }: Bench,
): Promise<object> {
  const rounds = await compareSides(options, {
    load,
    sides,
    deadlineMs: deadlineOf(options),
    signal,
    onRound: ({ side, clientCount, round, elapsedMs, rows }) =>
      say(
        `round ${round + 1}, ${clientCount} clients, ${side}: ${rows.length} answers in ${digits(elapsedMs / 1000)} s`,
      ),
  });
  const summary = summariseComparison(rounds);
  print(renderComparison(summary, baseline));
  if (!summary.every(isSound)) {
    const failed = rounds.flatMap((round) => round.rows).find((row) => row.error !== null);
    say(`the comparison does not count: ${failed?.error ?? 'the service had less to read, or nothing was measured'}`);
    process.exitCode = 1;
  }
  await Promise.all(sides.map(({ child }) => child.stop()));
  return { summary, rounds };
}

async function benchService({ options, children, load, signal }: Bench): Promise<object> {
  const cost = await measureService(
    load,
    children,
    deadlineOf(options),
    signal,
    ({ scenario, server, block, elapsedMs }) =>
      say(`${scenario.name}, block ${block + 1}, ${server}: ${digits(elapsedMs)} ms`),
  );
  const summary = summariseCost(cost.blocks);
  print(renderCost(summary, cost.memory));
  if (!options.isProfiled) return { summary, ...cost };
  const paced = await profileService(load, children, 'paced', signal);
  const burst = await profileService(load, children, 'burst', signal);
  const whole = await profileService(load, children, 'tiny', signal);
  print(renderProfile('deltas, each on its own', paced));
  print(renderProfile('deltas as fast as pulled', burst));
  print(renderProfile('whole answers', whole));
  return { summary, ...cost, profiles: { paced, burst, whole } };
}

async function run(options: BenchOptions): Promise<void> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => stopping.abort(new Error('stopped before the end')));
  process.on('disconnect', () => stopping.abort(new Error('stopped before the end')));
  const children = new Children();
  const startedAt = new Date();
  try {
    const { signal } = stopping;
    const machine = describeMachine();
    print(
      `${machine.processor}, ${machine.coreCount} cores, ${digits(machine.memoryBytes / 2 ** 30)} GiB, Node ${machine.nodeVersion}, ` +
        `load ${digits(machine.loadAverage, 2)} at the start`,
    );
    const load = startLoadRunner(children, signal);
    const bench: Bench = { options, children, load, signal };
    const engine = options.isEngineMeasured ? await benchEngine(bench) : null;
    const service = options.isServiceMeasured ? await benchService(bench) : null;
    const filter = options.isFilterMeasured ? await benchFilter(bench) : null;
    const report = { startedAt, commandLine: process.argv.slice(2), options, machine, engine, service, filter };
    print(`written to ${writeReport(options, startedAt, report)}`);
  } finally {
    await children.stopAll();
  }
}

function writeReport(options: BenchOptions, startedAt: Date, report: object): string {
  const name = `${startedAt.toISOString().replaceAll(/[:.]/g, '-')}.json`;
  const path = resolve(options.outputPath ?? fileURLToPath(new URL(`results/${name}`, import.meta.url)));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(report)}\n`);
  return path;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(usage);
  else await run(options);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
// An open channel to the bootstrap would keep this alive.
if (process.connected) process.disconnect();
