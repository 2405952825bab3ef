// In: flags of `kinglet curate`, folders, and scorers. Out: settings with all their standards; words a person can act on for every mistake; a
// first stage whose doubts another scorer settles.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { listInputs } from '../curate/list-inputs.ts';
import { createPanel } from '../safety/panel.ts';
import { failingScorer, scriptedScorer } from '../safety/scripted-scorer.suite.ts';
import { curateCommand } from './curate-command.ts';
import { readCurateOptions } from './curate-options.ts';
import { completeScorer } from './open-curate-scorer.ts';
import { runCommandLine } from './run-command-line.ts';
import { recordedTerminal } from './samples.suite.ts';

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-curate-command-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function kinglet(words: readonly string[]) {
  const terminal = recordedTerminal();
  const home = testFolder();
  const exitCode = await runCommandLine({
    words: ['curate', ...words],
    environment: { HOME: home, KINGLET_HOME: home },
    workingFolder: home,
    terminal,
    signal: new AbortController().signal,
    commands: [curateCommand],
    version: '1',
  });
  return { exitCode, printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
}

const options = (flags: Readonly<Record<string, string>>) =>
  readCurateOptions(new Map(Object.entries({ out: 'out', ...flags })));

test('standards, and what is given', () => {
  expect(options({})).toMatchObject({
    form: null,
    settings: {
      filters: [
        { name: 'hate', threshold: 4 },
        { name: 'adult', threshold: 4 },
        { name: 'personal', threshold: 0.5 },
        { name: 'spam', threshold: 0.5 },
      ],
      mode: 'remove',
      textField: 'text',
      labelField: null,
      samples: 0,
    },
  });
  expect(options({ evaluate: 'true' }).settings.labelField).toBe('labels');
  expect(
    options({ filters: 'violence, selfharm', threshold: 'violence=6', 'label-field': 'a.b' }).settings,
  ).toMatchObject({
    filters: [
      { name: 'violence', threshold: 6 },
      { name: 'selfHarm', threshold: 4 },
    ],
    labelField: 'a.b',
  });
});

test.for([
  [{ out: '' }, '--out'],
  [{ filters: 'hat' }, 'did you mean hate'],
  [{ filters: ',' }, '--filters names none'],
  [{ threshold: 'hate=9' }, 'up to 7'],
  [{ threshold: 'spam' }, 'spam=0.5'],
  [{ filters: 'spam', threshold: 'hate=4' }, '--filters does not'],
  [{ mode: 'drop' }, 'remove or mark'],
  [{ samples: 'all' }, '--samples'],
  [{ checkpoint: '0' }, '--checkpoint'],
] as const)('%j is refused', ([flags, word]) => {
  expect(() => options(flags)).toThrow(word);
});

test('folders with all below them, in order; links to files, not to folders; not the outputs', () => {
  const folder = testFolder();
  for (const path of ['b/z.jsonl.gz', 'b/a.parquet', 'c.TXT', 'a.png', 'out/kept/c.txt']) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), 'x');
  }
  symlinkSync(join(folder, 'c.TXT'), join(folder, 'd.txt'));
  symlinkSync(folder, join(folder, 'round'));
  const outFolder = join(folder, 'out');
  const { inputs, passedOver } = listInputs([folder, join(folder, 'c.TXT')], { form: null, outFolder });
  expect(inputs.map(({ name, form }) => [name, form])).toEqual([
    ['b/a.parquet', 'parquet'],
    ['b/z.jsonl.gz', 'jsonl'],
    ['c.TXT', 'text'],
    ['d.txt', 'text'],
    ['2/c.TXT', 'text'],
  ]);
  expect(passedOver).toEqual(['a.png']);
  const read =
    (words: readonly string[], form: 'parquet' | null = null) =>
    () =>
      listInputs(words, { form, outFolder });
  expect(read(['-', '-'])).toThrow();
  expect(read(['-'], 'parquet')).toThrow('files only');
  expect(read([join(folder, 'a.png')])).toThrow('--format');
  expect(read([join(folder, 'none')])).toThrow('no file or folder');
});

test('the command: a table of its flags, a run with data for programs, an input that is damaged', async () => {
  expect((await kinglet(['--help'])).printed).toContain('  --evaluate  measure');
  const folder = testFolder();
  const texts = [
    'A quiet day.',
    'Ann 212-555-0134, Bo 212-555-0187, Cy 212-555-0165, Di 212-555-0121, Ed 212-555-0199',
  ];
  const rows = texts.map((text, index) => JSON.stringify({ text, labels: index === 0 ? [] : ['personal'] }));
  writeFileSync(join(folder, 'a.jsonl'), rows.join('\n'));
  writeFileSync(join(folder, 'b.parquet'), 'PAR1');
  const ran = await kinglet([folder, '--out', join(folder, 'out'), '--evaluate', '--json', '--threads', '1']);
  expect(ran).toMatchObject({ exitCode: 1, said: expect.stringContaining('could not be read to their end') });
  expect(ran.said).not.toContain('no scorer here tells');
  const report = JSON.parse(ran.printed);
  expect(report).toMatchObject({ documents: 2, found: 1, labelled: 2, unreadableInputs: 1 });
  expect(report.filters[2]).toMatchObject({ name: 'personal', measured: { precision: 1, recall: 1 } });
  expect(await kinglet([testFolder(), '--out', join(folder, 'other')])).toMatchObject({ exitCode: 1 });
});

test('a further scorer is asked where the cheap ones doubt; one that fails ends the run', async () => {
  const second = scriptedScorer('second', () => ({ harms: { hate: 6 } }));
  const cheap = scriptedScorer('cheap', ({ text }) => ({
    harms: { hate: text === 'hm' ? 3 : 0 },
    pages: { personalData: text === 'hm' ? 0.9 : 0.5 },
  }));
  const always = [{ scorer: cheap, isAsked: 'always' as const }];
  const asks = ['A quiet day.', 'hm'].map((text) => ({ text, origin: 'completion' as const }));
  const signal = new AbortController().signal;
  const panel = createPanel([...always, { scorer: second, isAsked: 'when-unsure' }]);
  expect(await completeScorer(panel).score(asks, signal)).toMatchObject([
    { harms: { hate: 0 }, pages: { personalData: 0.5 } },
    { harms: { hate: 6 }, pages: { personalData: 0.9 } },
  ]);
  expect(second.calls).toEqual([['hm']]);
  const broken = createPanel([
    ...always,
    { scorer: failingScorer('third', new Fault('timeout', 'x')), isAsked: 'when-unsure' },
  ]);
  await expect(completeScorer(broken).score(asks, signal)).rejects.toThrow('third');
});
