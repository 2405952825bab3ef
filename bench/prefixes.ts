// In: the command line. Out: what computing every beginning once is worth: traces of prompts that begin alike, on the service and on the very
// engine that it runs, alone; and the first text behind a restart. A table on stdout, all figures in a JSON file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Children } from './children.ts';
import { describeMachine } from './describe-run.ts';
import { findEngineProcess } from './find-engine-process.ts';
import { type BenchOptions, readOptions } from './options.ts';
import { prefixTraces, type Trace } from './prefix-traces.ts';
import { digits, renderTable } from './render-table.ts';
import { type LoadRunner, startLoadRunner } from './run-load.ts';
import { runTrace, type TraceResult } from './run-trace.ts';
import type { StartedSide } from './side.ts';
import { startEngineAlone } from './start-engine-alone.ts';
import { startKinglet } from './start-kinglet.ts';

const { values } = parseArgs({
  options: {
    traces: { type: 'string', default: 'cold-burst,n-8,chat-multi-turn,rag,agent-fan-out,restart-warm' },
    sides: { type: 'string', default: 'kinglet,engine,engine-one-slot' },
    slots: { type: 'string', default: '8' },
    'max-tokens': { type: 'string', default: '16' },
    out: { type: 'string', default: 'bench/results/prefixes.json' },
    seed: { type: 'string', default: '1' },
    // Each with other texts, the sides in turns: a machine's speed changes within a minute.
    rounds: { type: 'string', default: '1' },
  },
});
const options = benchOptions();
const maxTokens = options.maxTokens;
const chosen = new Set(values.traces.split(','));
const sideNames = values.sides.split(',');
const children = new Children();
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort(new Error('stopped')));
const say = (text: string) => void process.stderr.write(`bench: ${text}\n`);

/** All sides are there from the first round to the last; who does not answer waits. */
async function measure(load: LoadRunner, results: TraceResult[]): Promise<void> {
  const kinglet = await startKinglet(options, children, stopping.signal);
  const engine = findEngineProcess(kinglet.child.process.pid ?? 0);
  const starts: Readonly<Record<string, () => Promise<StartedSide>>> = {
    kinglet: async () => kinglet,
    engine: () => startEngineAlone(engine, children, stopping.signal),
    'engine-one-slot': () => startEngineAlone(engine, children, stopping.signal, { slots: 1 }),
  };
  const sides: { readonly name: string; readonly side: StartedSide }[] = [];
  for (const name of sideNames) {
    const side = await starts[name]?.();
    if (side === undefined) throw new Error(`there is no side ${name}`);
    await runTrace(warming(), side, name, load);
    sides.push({ name, side });
  }
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const { name, side } of round % 2 === 0 ? sides : sides.toReversed())
      for (const trace of tracesOf(round)) {
        if (name === 'engine-one-slot' && trace.name !== 'cold-burst') continue;
        const result = await runTrace(trace, side, name, load);
        results.push(result);
        const error = result.errors.length > 0 ? `, ${result.errors[0]}` : '';
        say(`round ${round + 1}, ${trace.name} on ${name}: ${digits(result.elapsedMs / 1000)} s${error}`);
      }
  for (const { side } of sides) await side.child.stop();
}

function tracesOf(round: number): readonly Trace[] {
  return prefixTraces(Number(values.seed) + round * 1000, maxTokens).filter(({ name }) => chosen.has(name));
}

function benchOptions(): BenchOptions {
  const read = readOptions(['--slots', values.slots, '--max-tokens', values['max-tokens'], '--context', '4096']);
  if (read === null) throw new Error('nothing to measure');
  return read;
}

/** Pages are touched and code is compiled, also what only a burst runs through. */
function warming() {
  const system = {
    role: 'system',
    content: 'You are a clerk at the harbour, and polite to everybody who asks you. '.repeat(4),
  };
  const bodies = Array.from({ length: 8 }, (_, at) => {
    const messages = [system, { role: 'user', content: `Say hello to guest ${at}, and ask what brings them here.` }];
    return { messages, stream: true, max_tokens: 16 };
  });
  return { name: 'warming', bar: 1, stages: [{ clientCount: 8, bodies }] };
}

/** The first text of a question behind a restart, beside that of the first question ever, on the same system text. */
async function measureRestart(load: LoadRunner): Promise<{ readonly coldMs: number; readonly warmMs: number }> {
  const [trace] = prefixTraces(Number(values.seed) + 100, maxTokens);
  const [stage] = trace?.stages ?? [];
  const kept = { KINGLET_PREFIXES_KEPT: 'across-restarts' };
  const firstMs: number[] = [];
  for (const at of [0, 1]) {
    const side = await startKinglet(options, children, stopping.signal, 'kinglet', kept);
    await runTrace(warming(), side, 'kinglet', load);
    const bodies = stage?.bodies.slice(at, at + 1) ?? [];
    const asked = { name: 'restart-warm', bar: 0.05, stages: [{ clientCount: 1, bodies }] };
    firstMs.push(...(await runTrace(asked, side, 'kinglet', load)).firstMs);
    await side.child.stop();
  }
  const [coldMs = Number.NaN, warmMs = Number.NaN] = firstMs;
  return { coldMs, warmMs };
}

/** Of all rounds together. */
function row(trace: Trace, side: string, results: readonly TraceResult[]): readonly string[] {
  const of = (name: string) => results.filter((result) => result.trace === trace.name && result.side === name);
  const own = of(side);
  const sum = (figure: (result: TraceResult) => number, measured = own) =>
    measured.reduce((total, result) => total + figure(result), 0);
  const seconds = (name: string) => sum(({ elapsedMs }) => elapsedMs / 1000, of(name)) / of(name).length;
  const ratio = (other: string) =>
    side !== 'kinglet' || of(other).length === 0 ? '' : digits(seconds(side) / seconds(other), 2);
  return [
    trace.name,
    side,
    digits(seconds(side)),
    ratio('engine'),
    side === 'kinglet' ? String(trace.bar) : '',
    ratio('engine-one-slot'),
    digits(sum(({ firstMs }) => Math.min(...firstMs) / 1000) / own.length, 2),
    digits(sum(({ firstMs }) => Math.max(...firstMs) / 1000) / own.length, 2),
    `${sum(({ cachedTokens }) => cachedTokens)} of ${sum(({ promptTokens }) => promptTokens)}`,
    String(own.flatMap(({ errors }) => errors).length),
  ];
}

try {
  const load = startLoadRunner(children, stopping.signal);
  const results: TraceResult[] = [];
  const traces = tracesOf(0);
  if (traces.length > 0) await measure(load, results);
  const restart = chosen.has('restart-warm') ? await measureRestart(load) : null;
  const head = ['trace', 'side', 's', 'of engine', 'bar', 'of one slot', 'first text s', 'last', 'cached', 'errors'];
  process.stdout.write(
    `${renderTable(
      head,
      traces.flatMap((trace) =>
        sideNames
          .filter((side) => results.some((result) => result.trace === trace.name && result.side === side))
          .map((side) => row(trace, side, results)),
      ),
    )}\n`,
  );
  if (restart !== null)
    process.stdout.write(
      `restart-warm: first text ${digits(restart.coldMs)} ms cold, ${digits(restart.warmMs)} ms behind a restart: ${digits(restart.warmMs / restart.coldMs, 3)} (bar 0.05)\n`,
    );
  const path = resolve(values.out);
  mkdirSync(dirname(path), { recursive: true });
  const command = process.argv.slice(2);
  writeFileSync(path, `${JSON.stringify({ machine: describeMachine(), command, results, restart })}\n`);
} finally {
  await children.stopAll();
}
