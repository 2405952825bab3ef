// In: a whole service on a scripted engine and the commands that manage its content filter. Out: policies and blocklists made, shown,
// changed and deleted; what was shown can be put back; words a person can act on for every mistake.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freeLoopbackPort } from '../base/free-loopback-port.ts';
import { blocklistsCommand } from './blocklists-command.ts';
import type { RunningService } from './compose-service.ts';
import { policiesCommand } from './policies-command.ts';
import { runCommandLine } from './run-command-line.ts';
import { noSafetyParts } from './safety-parts.ts';
import { recordedTerminal } from './samples.suite.ts';
import { composeScripted } from './scripted-service.suite.ts';

const home = mkdtempSync(join(tmpdir(), 'kinglet-policies-'));
const keys = { KINGLET_API_KEY: 'a-key-of-the-test', KINGLET_ADMIN_KEY: 'an-admin-key-of-the-test' };
let service: RunningService;

beforeAll(async () => {
  service = await composeScripted(home, keys, { safety: { ...noSafetyParts, checkItem: () => {} } });
});
afterAll(async () => {
  await service.drain();
  rmSync(home, { recursive: true, force: true });
});

interface Ran {
  readonly exitCode: number;
  readonly printed: string;
  readonly said: string;
}

async function kinglet(words: readonly string[], environment: Record<string, string> = keys): Promise<Ran> {
  const terminal = recordedTerminal();
  const exitCode = await runCommandLine({
    words,
    environment: { HOME: home, KINGLET_HOME: home, PORT: new URL(service.baseUrl).port, ...environment },
    workingFolder: home,
    terminal,
    signal: new AbortController().signal,
    commands: [policiesCommand, blocklistsCommand],
    version: '1',
  });
  return { exitCode, printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
}

function file(name: string, content: unknown): string {
  const path = join(home, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('a policy from a file, shown, listed, put back and deleted', async () => {
  const filters = [{ name: 'Hate', source: 'Prompt', severityThreshold: 'Low' }];
  const path = file('strict.json', { name: 'strict', properties: { contentFilters: filters } });
  expect(await kinglet(['policies', 'put', path])).toMatchObject({
    exitCode: 0,
    said: expect.stringContaining('made'),
  });
  const shown = await kinglet(['policies', 'show', 'STRICT']);
  expect(JSON.parse(shown.printed)).toMatchObject({ name: 'strict', properties: { type: 'UserManaged' } });
  const again = await kinglet(['policies', 'put', file('again.json', shown.printed)]);
  expect(again).toMatchObject({ exitCode: 0, said: expect.stringContaining('replaced') });
  expect((await kinglet(['policies', 'show', 'strict'])).printed).toBe(shown.printed);

  const table = (await kinglet(['policies'])).printed.split('\n').map((line) => line.split(/ {2,}/));
  expect(table).toEqual([
    ['POLICY', 'TYPE', 'MODE', 'BASE'],
    ['Microsoft.DefaultV2', 'SystemManaged', 'Blocking'],
    ['Microsoft.Default', 'SystemManaged', 'Blocking'],
    ['strict', 'UserManaged', 'Blocking', 'Microsoft.DefaultV2'],
  ]);
  expect(JSON.parse((await kinglet(['policies', 'list', '--json'])).printed)).toHaveLength(3);
  expect((await kinglet(['policies', 'delete', 'strict'])).said).toContain('is deleted');
  expect((await kinglet(['policies', 'delete', 'strict'])).said).toContain('there is no policy');
  expect(await kinglet(['policies', 'show', 'strict'])).toMatchObject({ exitCode: 1 });
});

test('a blocklist from a file becomes exactly that, and grows and shrinks by items', async () => {
  const birds = {
    name: 'birds',
    description: 'of prey',
    items: ['falcon', { text: 'ha+wk', isRegex: true }, { id: 'x', text: 'owl' }],
  };
  expect(await kinglet(['blocklists', 'put', file('birds.json', birds)])).toMatchObject({ exitCode: 0 });
  const added = await kinglet(['blocklists', 'add', 'birds', 'kite', 'a.?b', '--as', 'regex']);
  expect(added.printed).toMatch(/^[0-9a-f]{16}\n[0-9a-f]{16}$/);
  const show = async () => JSON.parse((await kinglet(['blocklists', 'show', 'Birds'])).printed);
  expect(await show()).toMatchObject({
    name: 'birds',
    description: 'of prey',
    items: [
      { text: 'falcon', isRegex: false },
      { text: 'ha+wk', isRegex: true },
      { id: 'x', text: 'owl' },
      { text: 'kite', isRegex: true },
      { text: 'a.?b', isRegex: true },
    ],
  });
  expect((await kinglet(['blocklists'])).printed).toContain('birds      5      of prey');
  expect(JSON.parse((await kinglet(['blocklists', '--json'])).printed)).toEqual([
    { name: 'birds', items: 5, description: 'of prey' },
  ]);
  expect((await kinglet(['blocklists', 'remove', 'birds', 'x'])).said).toContain('one item is gone');
  expect(await kinglet(['blocklists', 'remove', 'birds', 'x'])).toMatchObject({ exitCode: 1 });
  await kinglet(['blocklists', 'put', file('birds.json', { name: 'birds', items: ['falcon', 'swift'] })]);
  expect(await show()).toMatchObject({ description: null, items: [{ text: 'falcon' }, { text: 'swift' }] });
  expect((await kinglet(['blocklists', 'delete', 'birds'])).said).toContain('is deleted');
  expect((await kinglet(['blocklists', 'delete', 'birds'])).said).toContain('there is no blocklist');
});

test('says what is wrong', async () => {
  expect(await kinglet(['policies', 'shw', 'x'])).toMatchObject({ exitCode: 2, said: expect.stringContaining('show') });
  expect(await kinglet(['blocklists', 'destroy'])).toMatchObject({ exitCode: 2 });
  expect(await kinglet(['blocklists', 'add', 'birds'])).toMatchObject({
    exitCode: 2,
    said: 'kinglet: usage: kinglet blocklists add NAME TEXT…. Try: kinglet blocklists --help',
  });
  expect(await kinglet(['blocklists', 'add', 'birds', 'x', '--as', 'word'])).toMatchObject({ exitCode: 1 });
  expect(await kinglet(['policies', 'put', join(home, 'nowhere')])).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('cannot be read'),
  });
  expect(await kinglet(['policies', 'put', file('bad.json', { name: 'x' })])).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('properties'),
  });
  const misspelt = file('misspelt.json', { name: 'x', properties: { contentFilter: [] } });
  expect((await kinglet(['policies', 'put', misspelt])).said).toContain(
    "Unknown parameter: 'properties.contentFilter'",
  );
  expect((await kinglet(['policies'], { KINGLET_API_KEY: keys.KINGLET_API_KEY })).said).toContain('KINGLET_ADMIN_KEY');
  const elsewhere = { ...keys, PORT: String(await freeLoopbackPort()) };
  expect((await kinglet(['policies'], elsewhere)).said).toContain('No service runs at');
});
