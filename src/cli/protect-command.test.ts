// In: the command on folders of made-up code. Out: an index that check finds it in, that list shows and remove takes away; words where it cannot.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { madeUpLines } from '../safety/protected/built-index.suite.ts';
import { protectCommand } from './protect-command.ts';
import { runCommandLine } from './run-command-line.ts';
import { recordedTerminal } from './samples.suite.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-protect-'));
  mkdirSync(join(home, 'herons'));
  writeFileSync(join(home, 'herons/nest.ts'), madeUpLines(40).join('\n'));
  writeFileSync(join(home, 'answer.md'), `One way:\n\n${madeUpLines(20).slice(8).join('\n')}\n`);
  mkdirSync(join(home, 'bare'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

async function run(...words: readonly string[]): Promise<{ code: number; said: string; printed: string }> {
  const terminal = recordedTerminal();
  const code = await runCommandLine({
    words: ['protect', ...words],
    environment: { HOME: home, KINGLET_HOME: home },
    workingFolder: home,
    terminal,
    signal: new AbortController().signal,
    commands: [protectCommand],
    version: '0',
  });
  return { code, said: terminal.said.join('\n'), printed: terminal.printed.join('\n') };
}

const add = ['add', '--license', 'MIT', '--url', 'https://example.org/herons'];

test('added, listed, found in a file, removed', async () => {
  expect(await run(...add, join(home, 'herons'))).toMatchObject({ code: 0, said: expect.stringContaining('1 files') });
  expect((await run()).printed).toMatch(/herons +1 +\d+ +MIT https:\/\/example\.org\/herons/);
  expect((await run('check', join(home, 'answer.md'))).printed).toMatch(
    /3-1[45] +code +\d+ +MIT +https:\/\/example\.org\/herons +herons\/nest\.ts/,
  );
  expect(JSON.parse((await run('check', '--json', join(home, 'answer.md'))).printed)).toMatchObject([
    { kind: 'protectedCode', license: 'MIT', firstLine: 3, indexName: 'herons' },
  ]);
  expect(await run('remove', 'herons')).toMatchObject({ code: 0 });
  expect(JSON.parse((await run('list', '--json')).printed)).toEqual([]);
});

test.each([
  ['no folder', [...add, 'nowhere'], 'is no folder'],
  ['nothing long enough', [...add, '--name', 'b', 'bare'], 'holds no text or code'],
  ['no address', ['add', 'herons'], 'Give --url'],
  ['a name that is no name', [...add, '--name', '../x', 'herons'], 'must be of letters'],
  ["Kinglet's own", [...add, '--name', 'npm-packages', 'herons'], "Kinglet's own"],
  ['an index that is not there', ['remove', 'owls'], 'There is no index owls'],
  ['a file that is not there', ['check', 'nothing.ts'], 'cannot be read'],
])('%s is told', async (_what, words, expected) => {
  const placed = words.map((word) =>
    ['herons', 'bare', 'nowhere', 'nothing.ts'].includes(word) ? join(home, word) : word,
  );
  const { code, said } = await run(...placed);
  expect([code, said]).toEqual([1, expect.stringContaining(expected)]);
});
