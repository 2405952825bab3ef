// In: flags of `kinglet redteam`. Out: options with all their standards, words a person can act on for every mistake; earlier reports shown side by
// side without a service.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { redteamCommand } from './redteam-command.ts';
import { readRedteamOptions } from './redteam-options.ts';
import { runCommandLine } from './run-command-line.ts';
import { recordedTerminal } from './samples.suite.ts';

function options(flags: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
  return readRedteamOptions({ flags: new Map(Object.entries(flags)), model: null, environment });
}

const baseUrl = 'http://127.0.0.1:1/v1';

test('standards, and what is given', () => {
  expect(options({ 'base-url': `${baseUrl}/` })).toMatchObject({
    baseUrl,
    key: null,
    model: null,
    azureVersion: null,
    dataFolder: null,
    rows: 60,
    seed: 1,
    maxCharacters: 2400,
    concurrency: 1,
    limitMs: null,
    keepsAnswers: false,
    isContinued: false,
    comparePaths: [],
  });
  const given = options(
    { 'base-url': baseUrl, suites: 'sep, families', minutes: '5', compare: 'a.json,b.json', rows: '7' },
    { KINGLET_DATA: '/data' },
  );
  expect(given).toMatchObject({ dataFolder: '/data', limitMs: 300_000, comparePaths: ['a.json', 'b.json'], rows: 7 });
  expect(given.suites.map(({ name }) => name)).toEqual(['sep', 'families']);
  expect(options({ compare: 'a.json' }).baseUrl).toBe(null);
});

test.for([
  [{}, '--base-url'],
  [{ 'base-url': 'localhost' }, 'http://127.0.0.1:8080/v1'],
  [{ 'base-url': 'ftp://a' }, '--base-url'],
  [{ 'base-url': baseUrl, suites: 'seb' }, 'knows no seb'],
  [{ 'base-url': baseUrl, suites: 'sep,,sep' }, '--suites'],
  [{ 'base-url': baseUrl, rows: '0' }, '--rows'],
  [{ 'base-url': baseUrl, rows: '1.5' }, 'whole number'],
  [{ 'base-url': baseUrl, concurrency: 'x' }, '--concurrency'],
  [{ 'base-url': baseUrl, minutes: '' }, '--minutes'],
  [{ 'base-url': baseUrl, azure: '2024-10-21' }, '--model'],
  [{ 'base-url': baseUrl, continue: 'true' }, '--out'],
] as const)('%j is refused', ([flags, word]) => {
  expect(() => options(flags)).toThrow(word);
});

async function kinglet(words: readonly string[]) {
  const terminal = recordedTerminal();
  const home = mkdtempSync(join(tmpdir(), 'kinglet-redteam-command-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const exitCode = await runCommandLine({
    words: ['redteam', ...words],
    environment: { HOME: home, KINGLET_HOME: home },
    workingFolder: home,
    terminal,
    signal: new AbortController().signal,
    commands: [redteamCommand],
    version: '1',
  });
  return { exitCode, printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
}

test('earlier reports side by side, to read and for programs; help names the suites', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-redteam-reports-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const paths = ['engine', 'kinglet'].map((label, place) => {
    const outcome = { suite: 's', id: 'i', kind: 'attack', family: 'f', verdict: place === 0 ? 'yes' : 'no' };
    const path = join(folder, `${label}.json`);
    writeFileSync(path, JSON.stringify({ format: 'kinglet-redteam-1', label, outcomes: [outcome] }));
    return path;
  });
  const shown = await kinglet(['--compare', paths.join(',')]);
  expect(shown).toMatchObject({ exitCode: 0, printed: expect.stringContaining('| s | 100.0% / - | 0.0% / - |') });
  const data = await kinglet(['--compare', paths.join(','), '--json', '--markdown', join(folder, 'all.md')]);
  expect(JSON.parse(data.printed)).toMatchObject([{ suite: 's', summaries: [{ attack: { count: 1 } }, {}] }]);
  expect(readFileSync(join(folder, 'all.md'), 'utf8')).toContain('| suite | engine | kinglet |');
  expect(existsSync(join(folder, 'all.md.part'))).toBe(false);
  expect(await kinglet(['--compare', join(folder, 'none.json')])).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('none.json'),
  });
  expect((await kinglet(['--help'])).printed).toContain('forged-tokens: own:');
});
