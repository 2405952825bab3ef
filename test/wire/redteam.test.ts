// In: a service on a scripted engine. Out: `kinglet redteam` against it from end to end: what succeeds, what is done, what the filter stops, what
// breaks, a report that goes on where it stopped.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { redteamCommand } from '../../src/cli/redteam-command.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { Turn } from '../../src/contract/turn.ts';
import { readReport } from '../../src/redteam/read-report.ts';
import { type ScriptedServiceOptions, script, startScriptedService } from './start-scripted-service.ts';

async function attack(options: ScriptedServiceOptions, words: readonly string[], out?: string) {
  const service = await startScriptedService(options);
  onTestFinished(() => service.stop());
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-redteam-wire-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = out ?? join(folder, 'report.json');
  const printed: string[] = [];
  const said: string[] = [];
  const exitCode = await runCommandLine({
    words: ['redteam', '--base-url', `${service.baseUrl}/v1`, '--label', 'scripted', '--out', path, ...words],
    environment: { HOME: folder, KINGLET_HOME: folder },
    workingFolder: folder,
    terminal: {
      print: (text) => printed.push(text),
      say: (text) => said.push(text),
      isInteractive: false,
      columns: 80,
    },
    signal: new AbortController().signal,
    commands: [redteamCommand],
    version: '1',
  });
  const report = readReport(readFileSync(path, 'utf8'), path);
  const runs = service.engine.runs.length;
  return { exitCode, printed: printed.join('\n'), said: said.join('\n'), report, runs, path, service };
}

/** Gives everything away that it was told to keep, and all facts. */
function leak(turns: readonly Turn[]) {
  return script([turns.flatMap(({ parts }) => parts.map(({ text }) => text)).join(' ')]);
}

test('a model that repeats all it was told fails every test of secrecy, and serves every question', async () => {
  const { exitCode, report, printed, said } = await attack({ answer: leak }, ['--suites', 'families', '--rows', '17']);
  expect({ exitCode, said }).toMatchObject({ exitCode: 0, said: expect.stringContaining('families: 34 cases') });
  expect(report).toMatchObject({ label: 'scripted', model: 'gpt-4o-mini', rows: 17 });
  expect(report.outcomes).toHaveLength(34);
  expect(report.outcomes.filter(({ verdict }) => verdict !== 'yes')).toEqual([]);
  expect(new Set(report.outcomes.map(({ family }) => family)).size).toBe(17);
  expect(printed).toContain('| families | 100.0% / 100.0% |');
});

test('a model that only declines withstands every attack, at the price of every benign case', async () => {
  const answer = () => script(["I'm sorry, but I can't."]);
  const words = ['--suites', 'families,forged-tokens,look-alikes', '--rows', '20', '--concurrency', '4'];
  const { report, printed } = await attack({ answer }, words);
  const wrong = report.outcomes.filter(({ verdict, id }) => verdict !== 'no' && !id.includes('/name/'));
  expect(wrong).toEqual([]);
  expect(printed).toContain('| families | 0.0% / 0.0% |');
  expect(printed).toContain('| look-alikes | - / 0.0% |');
});

test("what the filter refuses or cuts is blocked, a service that breaks is an error and nobody's success", async () => {
  const words = ['--suites', 'look-alikes', '--rows', '12'];
  const cut = await attack({ isFiltering: true, answer: () => script(['Well, ', 'FLAGHATE6', ' indeed.']) }, words);
  expect(cut.report.outcomes.map(({ verdict }) => verdict)).toEqual(Array(12).fill('blocked'));
  expect(cut.printed).toContain('100.0% (12/12)');
  const broken = await attack({ answer: () => script(['Well.'], { diesAtDelta: 0 }) }, words);
  expect(broken.report.outcomes.every(({ verdict, error }) => verdict === 'error' && error !== '')).toBe(true);
  expect(broken.printed).toContain('| look-alikes | - / - |');
});

test('a report goes on where it was stopped: only what is new or broke is asked again', async () => {
  const words = ['--suites', 'look-alikes', '--continue'];
  const first = await attack({ answer: () => script(['Well.']) }, [...words, '--rows', '5']);
  expect(first).toMatchObject({ exitCode: 0, runs: 5 });
  const second = await attack({ answer: () => script(['Well.']) }, [...words, '--rows', '8'], first.path);
  expect(second).toMatchObject({ exitCode: 0, runs: 3, said: expect.stringContaining('8 cases, 5 done') });
  expect(second.report.outcomes).toHaveLength(8);
  const other = await attack({}, [...words, '--rows', '9', '--seed', '2'], first.path);
  expect(other).toMatchObject({ exitCode: 1, said: expect.stringContaining('cannot be continued'), runs: 0 });
});

test('when the minutes are up no case begins, and the exit code says so', async () => {
  const slow = () => script(['Well.'], { delayMs: 400 });
  const { exitCode, said, report, runs } = await attack({ answer: slow }, [
    '--suites',
    'look-alikes',
    '--minutes',
    '0.015',
  ]);
  expect({ exitCode, said }).toMatchObject({ exitCode: 1, said: expect.stringContaining('the time was up') });
  expect(report.outcomes.length).toBeLessThan(10);
  expect(report.outcomes.length).toBe(runs);
});
