// In: files of training data. Out: the same without what the filters find (or marked with it), what was removed, and a report. Needs no
// running service and no model.
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { tryLock } from '../catalog/home-lock.ts';
import { Fault } from '../contract/fault.ts';
import { type CuratePlan, curate } from '../curate/curate.ts';
import { type CurateReport, describeRun } from '../curate/describe-run.ts';
import type { JournalState } from '../curate/journal.ts';
import { listInputs } from '../curate/list-inputs.ts';
import { writeReport } from '../curate/write-report.ts';
import { blackOut } from '../safety/black-out.ts';
import { findPersonalData } from '../safety/personal-data/find-personal-data.ts';
import type { Command, CommandContext } from './command.ts';
import { readCurateOptions } from './curate-options.ts';
import { openCurateScorer } from './open-curate-scorer.ts';
import { renderProgress } from './render-progress.ts';

export const curateCommand: Command = {
  name: 'curate',
  wordsUsage: 'INPUT…',
  wordCount: { least: 1, most: Number.POSITIVE_INFINITY },
  ownFlags: [
    { name: 'out', wordUsage: 'FOLDER', summary: 'where kept, removed and rejected documents and the report go' },
    {
      name: 'filters',
      wordUsage: 'NAMES',
      summary:
        'of hate, adult, violence, selfHarm, personal, spam, profanity; the standard is hate,adult,personal,spam',
    },
    {
      name: 'threshold',
      wordUsage: 'NAME=NUMBER,…',
      summary: 'found from here on: hate, adult, violence, selfHarm 1 to 7 (4), the others 0 to 1 (0.5)',
    },
    {
      name: 'mode',
      wordUsage: 'remove|mark',
      summary: 'remove (the standard) parts the documents; mark keeps all, with a member kinglet_curate',
    },
    { name: 'field', wordUsage: 'NAME', summary: 'where the text stands: text; dots lead into objects' },
    {
      name: 'format',
      wordUsage: 'jsonl|text|parquet',
      summary: 'of all inputs; by their names where absent, jsonl on the standard input',
    },
    {
      name: 'split',
      wordUsage: 'file|blank|line',
      summary: 'a document of plain text: the file, up to blank lines, a line',
    },
    { name: 'samples', wordUsage: 'NUMBER', summary: 'texts shown in the report for each filter: 0, digests only' },
    { name: 'evaluate', wordUsage: '', summary: "measure precision and recall against the documents' own labels" },
    {
      name: 'label-field',
      wordUsage: 'NAME',
      summary: 'where they stand: labels; a list of filters, or an object of filter: true or false',
    },
    { name: 'max-line', wordUsage: 'MB', summary: 'longer documents are reported instead of loaded: 16' },
    { name: 'checkpoint', wordUsage: 'MB', summary: 'at most so much is done again after a stop: 4' },
  ],
  summary: 'filter training data: hate, adult content, pages of personal data, spam',
  details: `INPUT is a file of JSON lines, text or Parquet (also .gz and .zst), a folder with all such files below it, or - for the
standard input. Documents go to --out in their order and form: kept/, removed/ and rejected/ (lines that could not be
read, with the reason); Parquet becomes JSON lines. Stopped or killed, the same command goes on where it was.
--threads says how many processor threads judge; all where absent. report.md tells what was found.`,
  run: async (context) => {
    const { terminal, isJson } = context;
    const { settings, form, outFolder } = readCurateOptions(context.flags);
    const { inputs, passedOver } = listInputs(context.words, { form, outFolder });
    if (inputs.length === 0)
      throw new Fault('config_invalid', 'There is no file of JSON lines, text or Parquet there.');
    if (passedOver.length > 0)
      terminal.say(`kinglet: ${passedOver.length} files passed over for their names, such as ${passedOver[0]}`);
    const report = await alone(outFolder, () => run({ inputs, settings, outFolder: resolve(outFolder) }, context));
    terminal.print(isJson ? JSON.stringify(report, null, 2) : summaryOf(report, outFolder));
    for (const { name } of report.filters.filter(({ judged }) => judged === 0 && report.documents > 0))
      terminal.say(`kinglet: no scorer here tells ${name}: nothing was filtered by it`);
    if (report.unreadableInputs === 0) return 0;
    terminal.say(
      `kinglet: ${report.unreadableInputs} inputs could not be read to their end: ${join(outFolder, 'report.md')}`,
    );
    return 1;
  },
};

async function alone<Result>(outFolder: string, work: () => Promise<Result>): Promise<Result> {
  const attempt = tryLock(join(outFolder, 'locks'), 'curate');
  if ('holder' in attempt)
    throw new Fault('home_in_use', `${outFolder} is being written by process ${attempt.holder.pid}.`);
  try {
    return await work();
  } finally {
    attempt.lock.release();
  }
}

async function run(plan: CuratePlan, { config, terminal, signal }: CommandContext): Promise<CurateReport> {
  const threads = config.engine.threads ?? availableParallelism();
  const scorer = await openCurateScorer(threads, plan.settings.filters);
  const progress = renderProgress(terminal, systemClock, (text) => process.stderr.write(text));
  const totalBytes = totalOf(plan);
  const label = 'documents';
  // Who stops must not have to wait for more input to come.
  const leaveInput = (): void => void process.stdin.destroy();
  if (plan.inputs.some(({ path }) => path === null)) signal.addEventListener('abort', leaveInput, { once: true });
  let isFirst = true;
  const show = ({ tally }: JournalState): void => {
    const kind = isFirst ? 'step-start' : 'bytes';
    isFirst = false;
    progress.onProgress({ kind, label, doneBytes: tally.counts.sizeBytes, totalBytes });
  };
  try {
    const state = await curate(
      plan,
      {
        scorer,
        // One that is scored and one that waits for each thread, so that none is idle while outputs are written.
        concurrency: threads * 2 + 1,
        redact: (text) => blackOut(text, findPersonalData(text)),
        stdin: process.stdin,
        clock: systemClock,
        onProgress: show,
      },
      signal,
    );
    progress.close();
    if (!state.isFinished) return await writeReport(plan, state, scorer.version);
    terminal.say('kinglet: this run was finished before; nothing is left to do');
    return describeRun(state, plan.settings, scorer.version);
  } catch (error) {
    progress.close();
    if (signal.aborted) terminal.say('kinglet: stopped; the same command goes on from here');
    throw error;
  } finally {
    signal.removeEventListener('abort', leaveInput);
    await scorer.stop();
  }
}

/** Unknown where content is not what lies on the disk. */
function totalOf({ inputs }: CuratePlan): number | null {
  const isPlain = inputs.every(
    ({ name, form, path }) => path !== null && form !== 'parquet' && !/\.(gz|zst)$/i.test(name),
  );
  return isPlain ? inputs.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0) : null;
}

function summaryOf(report: CurateReport, outFolder: string): string {
  const { documents, kept, found, rejected, megabytesPerSecond, mode, filters } = report;
  const by = filters.map((filter) => `${filter.name} ${filter.found}`).join(', ');
  return [
    `${documents} documents: ${kept} passed, ${found} ${mode === 'remove' ? 'removed' : 'marked'} (${by}), ${rejected} rejected`,
    `${megabytesPerSecond.toFixed(2)} MB/s; the report is ${join(outFolder, 'report.md')}`,
  ].join('\n');
}
