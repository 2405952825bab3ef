// In: a number of megabytes and the shared data sets (KINGLET_DATA). Out: how well and how fast `kinglet curate` filters a corpus made of them,
// killed once in the middle, and how much memory it takes; figures only. `node bench/curate.ts 200 [--unbroken]`; the latter compares the
// outputs with those of a run that nobody stops.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { writeCorpus } from './curate-corpus.ts';
import { readCurateTexts } from './curate-texts.ts';
import { renderTable } from './render-table.ts';

const megabytes = Number(process.argv[2] ?? 20);
const isCompared = process.argv.includes('--unbroken');
const dataFolder = process.env['KINGLET_DATA'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kinglet-bench-curate-'));

interface Report {
  readonly documents: number;
  readonly megabytesPerSecond: number;
  readonly seconds: number;
  readonly starts: number;
  readonly scorers: string;
  readonly filters: readonly {
    readonly name: string;
    readonly judged: number;
    readonly found: number;
    readonly measured: { readonly precision: number | null; readonly recall: number | null } | null;
  }[];
}

interface Ended {
  readonly exitCode: number | null;
  /** Of resident memory, at each look. */
  readonly megabytes: readonly number[];
}

function residentMegabytes({ pid }: ChildProcess): number | null {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return null;
  }
}

function doneBytes(out: string): number {
  try {
    return JSON.parse(readFileSync(join(out, 'journal.json'), 'utf8')).tally.counts.sizeBytes;
  } catch {
    return 0;
  }
}

async function curate(out: string, isStopped: (doneBytes: number) => boolean): Promise<Ended> {
  const words = [
    main,
    'curate',
    join(folder, 'in'),
    '--out',
    out,
    '--evaluate',
    ...process.argv.slice(3).filter((word) => word !== '--unbroken'),
  ];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  const looks: number[] = [];
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver) {
    await Promise.race([ended, sleep(200)]);
    const resident = residentMegabytes(child);
    if (resident !== null && resident > 0) looks.push(resident);
    if (isStopped(doneBytes(out))) child.kill('SIGKILL');
  }
  return { exitCode: child.exitCode, megabytes: looks };
}

function digestsOf(out: string): string {
  const digest = createHash('sha256');
  for (const shelf of ['kept', 'removed', 'rejected', 'inputs.jsonl']) {
    const path = join(out, shelf);
    const stat = statSync(path, { throwIfNoEntry: false });
    const names = stat?.isDirectory()
      ? readdirSync(path)
          .map((name) => join(path, name))
          .sort()
      : [path];
    for (const name of stat === undefined ? [] : names) digest.update(readFileSync(name));
  }
  return digest.digest('hex');
}

const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : value.toFixed(3);

try {
  writeCorpus(join(folder, 'in'), readCurateTexts(dataFolder), { megabytes, seed: 20_260_101 });
  const out = join(folder, 'out');
  const killed = await curate(out, (done) => done > (megabytes * 1e6) / 3);
  const doneAtKill = doneBytes(out);
  const resumed = await curate(out, () => false);
  const report: Report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  const quarter = Math.ceil(resumed.megabytes.length / 4);
  const most = (looks: readonly number[]): string => Math.max(0, ...looks).toFixed(0);
  console.log(`${report.documents} documents, ${megabytes} MB; scorers ${report.scorers}`);
  console.log(
    `killed behind ${(doneAtKill / 1e6).toFixed(1)} MB (exit ${killed.exitCode}), resumed (exit ${resumed.exitCode}), ${report.starts} starts`,
  );
  console.log(`${report.megabytesPerSecond.toFixed(2)} MB/s over ${report.seconds.toFixed(1)} s of both`);
  console.log(
    `peak resident MB: first ${most(killed.megabytes)}; second, by quarters of its time: ${[0, 1, 2, 3].map((at) => most(resumed.megabytes.slice(at * quarter, (at + 1) * quarter))).join(', ')}`,
  );
  console.log(
    renderTable(
      ['filter', 'found', 'precision', 'recall'],
      report.filters.map(({ name, judged, found, measured }) => [
        name,
        judged === 0 ? 'no scorer' : String(found),
        ...[percent(measured?.precision), percent(measured?.recall)],
      ]),
    ),
  );
  if (isCompared) {
    const whole = join(folder, 'whole');
    await curate(whole, () => false);
    console.log(
      `outputs of an unbroken run: ${digestsOf(whole) === digestsOf(out) ? 'the same to the byte' : 'DIFFERENT'}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
