// In: texts and a whole service on a scripted engine. Out: counts of all three vocabularies, by text and by language; words a person can act
// on when something is missing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freeLoopbackPort } from '../base/free-loopback-port.ts';
import { byteTokenizer } from '../engine/scripted/byte-tokenizer.ts';
import type { RunningService } from './compose-service.ts';
import { runCommandLine } from './run-command-line.ts';
import { recordedTerminal } from './samples.suite.ts';
import { composeScripted } from './scripted-service.suite.ts';
import { tokensCommand } from './tokens-command.ts';

const home = mkdtempSync(join(tmpdir(), 'kinglet-tokens-'));
const environment = { HOME: home, KINGLET_HOME: home, KINGLET_API_KEY: 'a-long-random-key-of-the-test' };
let service: RunningService;

beforeAll(async () => {
  service = await composeScripted(home, environment, { tokenizer: byteTokenizer() });
});
afterAll(async () => {
  await service.drain();
  rmSync(home, { recursive: true, force: true });
});

async function kinglet(words: readonly string[], port = Number(new URL(service.baseUrl).port)) {
  const terminal = recordedTerminal();
  const exitCode = await runCommandLine({
    words: ['tokens', ...words],
    environment: { ...environment, PORT: String(port) },
    workingFolder: home,
    terminal,
    signal: new AbortController().signal,
    commands: [{ ...tokensCommand, name: 'serve', ownFlags: [] }, tokensCommand],
    version: '1',
  });
  return { exitCode, printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
}

test('of a text', async () => {
  const { exitCode, printed } = await kinglet(['Grüße', '<|endoftext|>', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(printed)).toEqual({
    model: 'scripted-model',
    texts: [{ name: 'text', characters: 19, model: 21, o200k: 10, cl100k: 9 }],
  });
  const table = (await kinglet(['hello world'])).printed;
  expect(table.split('\n').map((line) => line.split(/\s+/))).toEqual([
    ['TEXT', 'CHARACTERS', 'scripted-model', 'o200k_base', 'cl100k_base'],
    ['text', '11', '11', '2', '2'],
  ]);
});

test('of a folder, each text beside the English one', async () => {
  const folder = mkdtempSync(join(home, 'texts-'));
  writeFileSync(join(folder, 'en.txt'), 'hello world\n');
  writeFileSync(join(folder, 'te.txt'), 'నమస్కారం\n');
  writeFileSync(join(folder, 'notes.md'), 'not counted');
  const { exitCode, printed } = await kinglet(['--folder', folder]);
  expect(exitCode).toBe(0);
  expect(printed).toContain('en            11       11 (1.00)    2 (1.00)     2 (1.00)');
  expect(printed).toMatch(/te {13}8 {7}24 \(2\.18\) {4}\d \(\d\.\d\d\) {4}\d\d \(/);
  expect(printed).not.toContain('notes');
});

test('says what is missing', async () => {
  expect(await kinglet([])).toMatchObject({ exitCode: 2, said: expect.stringContaining('--folder DIR') });
  expect(await kinglet(['text', '--folder', home])).toMatchObject({ exitCode: 2 });
  const missing = await kinglet(['--folder', join(home, 'nowhere')]);
  expect(missing).toMatchObject({ exitCode: 1, said: expect.stringContaining('cannot be read') });
  const empty = await kinglet(['--folder', mkdtempSync(join(home, 'empty-'))]);
  expect(empty).toMatchObject({ exitCode: 1, said: expect.stringContaining('holds no *.txt') });
  const absent = await kinglet(['hello'], await freeLoopbackPort());
  expect(absent).toMatchObject({ exitCode: 1, said: expect.stringContaining('No service runs at') });
});

test('its flag is its own', async () => {
  expect((await kinglet(['--help'])).printed).toContain('--folder DIR  count every *.txt');
  const terminal = recordedTerminal();
  const line = {
    words: ['serve', '--folder', 'x'],
    environment,
    workingFolder: home,
    terminal,
    signal: new AbortController().signal,
    commands: [{ ...tokensCommand, name: 'serve', ownFlags: [] }, tokensCommand],
    version: '1',
  };
  expect(await runCommandLine(line)).toBe(2);
  expect(terminal.said).toEqual(['kinglet: serve takes no flag --folder. Try: kinglet serve --help']);
});
