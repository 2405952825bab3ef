// In: the command line. Out: tables on stdout, every row with request, answer and verdict in a JSON file. Reaches what it measures over HTTP
// only, and imports nothing of it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePython } from './bfcl/python-value.ts';
import { bfcl } from './bfcl.ts';
import { compareResults } from './compare.ts';
import type { Benchmark, Result, Row } from './eval-types.ts';
import { groundedness } from './groundedness.ts';
import { ifeval } from './ifeval.ts';
import { jsonSchemaBench } from './jsonschemabench.ts';
import { type EvalOptions, readCommand, usage } from './options.ts';
import type { Endpoint } from './post-chat.ts';
import { renderFailures } from './render-failures.ts';
import { runTasks } from './run-tasks.ts';

const say = (text: string) => void process.stderr.write(`evals: ${text}\n`);
const print = (text: string) => void process.stdout.write(`${text}\n\n`);

const folders = { bfcl: 'bfcl_v4', groundedness: 'xquad', ifeval: 'ifeval', jsonschemabench: 'jsonschemabench' };

function benchmarkOf(options: EvalOptions): Benchmark {
  const home = process.env['KINGLET_DATA'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
  const folder = join(home, folders[options.benchmark]);
  if (!existsSync(folder)) throw new Error(`no data in ${folder}: set KINGLET_DATA to the folder that holds it`);
  if (options.benchmark === 'bfcl') return bfcl({ ...options, folder });
  const extra = JSON.parse(writePython(options.extra));
  const make = { groundedness, ifeval, jsonschemabench: jsonSchemaBench }[options.benchmark];
  return make({ ...options, folder, extra });
}

interface Target {
  readonly endpoint: Endpoint;
  readonly label: string;
  readonly path: string;
}

const rowsBetweenWrites = 25;

async function evaluate(
  benchmark: Benchmark,
  options: EvalOptions,
  target: Target,
  stop: AbortSignal,
): Promise<Result> {
  const tasks = benchmark.tasks();
  const startedAt = new Date().toISOString();
  const { endpoint, engine, outputPath, ...settings } = options;
  const resultOf = (rows: readonly Row[]): Result => ({
    benchmark: benchmark.name,
    label: target.label,
    baseUrl: target.endpoint.baseUrl,
    startedAt,
    endedAt: new Date().toISOString(),
    settings: { ...settings, extra: JSON.parse(writePython(settings.extra)) },
    taskCount: tasks.length,
    rows,
  });
  await makeSureOfAnswer(target.endpoint);
  say(`${tasks.length} requests to ${target.endpoint.baseUrl}`);
  const rows = await runTasks(tasks, {
    endpoint: target.endpoint,
    concurrency: options.concurrency,
    stop,
    onRow: (row, finished) => {
      say(`${finished.length}/${tasks.length} ${row.id}: ${row.verdict}, ${(row.latencyMs / 1000).toFixed(1)} s`);
      if (finished.length % rowsBetweenWrites === 0) writeResult(target.path, resultOf(finished));
    },
  });
  const result = resultOf(rows);
  writeResult(target.path, result);
  print(`${target.label} (${target.endpoint.baseUrl})\n${benchmark.render(rows)}`);
  if (options.shownFailures > 0) print(renderFailures(rows, options.shownFailures));
  print(`written to ${target.path}`);
  if (rows.length < tasks.length) {
    const why = stop.aborted ? 'as asked' : (rows.at(-1)?.reason ?? 'nothing answers');
    say(`stopped after ${rows.length} of ${tasks.length} requests: ${why}`);
    process.exitCode = 1;
  }
  return result;
}

/** A wrong address would look like so many wrong answers. */
async function makeSureOfAnswer({ baseUrl, key }: Endpoint): Promise<void> {
  try {
    await fetch(`${baseUrl}/models`, { headers: { authorization: `Bearer ${key}` } });
  } catch (error) {
    throw new Error(`nothing answers at ${baseUrl}`, { cause: error });
  }
}

function writeResult(path: string, result: Result): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(result)}\n`);
}

async function run(options: EvalOptions): Promise<void> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
  process.on('disconnect', () => stopping.abort());
  const benchmark = benchmarkOf(options);
  const target = (endpoint: Endpoint, label: string): Target => ({ endpoint, label, path: resultPath(options, label) });
  const first = await evaluate(benchmark, options, target(options.endpoint, options.label), stopping.signal);
  if (options.engine === null || process.exitCode === 1) return;
  const alone = target(options.engine, `${options.label}-engine`);
  print(compareResults(first, await evaluate(benchmark, options, alone, stopping.signal)));
}

function resultPath(options: EvalOptions, label: string): string {
  const isEngine = label !== options.label;
  if (options.outputPath !== null && !isEngine) return resolve(options.outputPath);
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const name = `${label.replaceAll(/[^\w.-]+/g, '-')}-${time}.json`;
  if (options.outputPath !== null)
    return join(dirname(resolve(options.outputPath)), `engine-${basename(options.outputPath)}`);
  return fileURLToPath(new URL(`results/${name}`, import.meta.url));
}

function readResult(path: string): Result {
  const result: Result = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(result.rows)) throw new Error(`${path} is no result of an evaluation`);
  return result;
}

try {
  const command = readCommand(process.argv.slice(2), process.env);
  if (command.kind === 'help') process.stdout.write(usage);
  else if (command.kind === 'run') await run(command.options);
  else print(compareResults(readResult(command.paths[0]), readResult(command.paths[1])));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
// An open channel to the bootstrap would keep this alive.
if (process.connected) process.disconnect();
