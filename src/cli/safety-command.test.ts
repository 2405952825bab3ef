// In: a whole service on a scripted engine with items in its audit trail, and the command that shows and labels them. Out: tables and JSON, a
// label that is kept, a file of the labelled ones; words a person can act on for every mistake.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningService } from './compose-service.ts';
import { runCommandLine } from './run-command-line.ts';
import { safetyCommand } from './safety-command.ts';
import { noSafetyParts } from './safety-parts.ts';
import { recordedTerminal } from './samples.suite.ts';
import { composeScripted } from './scripted-service.suite.ts';

const home = mkdtempSync(join(tmpdir(), 'kinglet-safety-'));
const keys = { KINGLET_API_KEY: 'a-key-of-the-test', KINGLET_ADMIN_KEY: 'an-admin-key-of-the-test' };
let service: RunningService;

beforeAll(async () => {
  const environment = { KINGLET_SAFETY_AUDIT_TEXT: 'redacted', ...keys };
  service = await composeScripted(home, environment, { safety: noSafetyParts });
  for (const keyId of ['app', 'web'])
    service.observer.emit({
      kind: 'content-found',
      requestId: `req-${keyId}`,
      keyId,
      deployment: 'gpt-4o-mini',
      policy: 'Microsoft.DefaultV2',
      source: 'prompt',
      isFiltered: keyId === 'web',
      found: [{ category: 'hate', level: 'low', action: keyId === 'web' ? 'filtered' : 'annotated' }],
      text: `said by ${keyId}\n\u001b[2J\u202e`,
    });
});
afterAll(async () => {
  await service.drain();
  rmSync(home, { recursive: true, force: true });
});

async function kinglet(words: readonly string[], environment: Record<string, string> = keys) {
  const terminal = recordedTerminal();
  const exitCode = await runCommandLine({
    words: ['safety', ...words],
    environment: { HOME: home, KINGLET_HOME: home, PORT: new URL(service.baseUrl).port, ...environment },
    workingFolder: home,
    terminal,
    signal: new AbortController().signal,
    commands: [safetyCommand],
    version: '1',
  });
  return { exitCode, printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
}

test('items as a table without control characters, page by page, and as data', async () => {
  const { exitCode, printed } = await kinglet([]);
  expect(exitCode).toBe(0);
  const [heading, web, app] = printed.split('\n').map((line) => line.split(/ {2,}/));
  expect(heading).toEqual(['ITEM', 'TIME', 'KEY', 'SOURCE', 'FILTERED', 'LABEL', 'FOUND', 'TEXT']);
  expect(web?.slice(2)).toEqual(['web', 'prompt', 'yes', 'hate:low', 'said by web [2J']);
  expect(app?.slice(2, 5)).toEqual(['app', 'prompt', 'no']);
  const page = await kinglet(['items', '--limit', '1']);
  expect(page.said).toBe(`kinglet: there are more: --after ${web?.[0]}`);
  expect((await kinglet(['items', '--after', String(web?.[0])])).printed).toContain('app');
  expect(
    JSON.parse((await kinglet(['items', '--json', '--key', 'app', '--is-filtered', 'false'])).printed),
  ).toMatchObject([{ key_id: 'app', text_sha256: expect.stringMatching(/^[0-9a-f]{64}$/), deployment: 'gpt-4o-mini' }]);
});

test('a label is kept, and exported to the terminal or a file that only its owner reads', async () => {
  const [item] = JSON.parse((await kinglet(['items', '--json', '--key', 'web'])).printed);
  expect(await kinglet(['label', item.id, 'wrong'])).toMatchObject({
    exitCode: 0,
    said: expect.stringContaining(item.id),
  });
  const { printed } = await kinglet(['export']);
  expect(JSON.parse(printed)).toMatchObject({ id: item.id, label: 'wrong', text_sha256: item.text_sha256 });
  const path = join(home, 'labels.jsonl');
  expect((await kinglet(['export', path])).said).toBe(`kinglet: 1 labelled items are in ${path}`);
  expect(readFileSync(path, 'utf8')).toBe(`${printed}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('abuse and changes', async () => {
  expect((await kinglet(['abuse', '--hours', '2'])).printed).toBe(
    'KEY  END USER  FLAGGED  REQUESTS  SHARE  STANDS OUT',
  );
  expect((await kinglet(['changes'])).printed).toBe('TIME  KEY  CHANGE  NAME');
  expect(JSON.parse((await kinglet(['abuse', '--json'])).printed)).toEqual([]);
});

test('says what is wrong', async () => {
  expect(await kinglet(['item'])).toMatchObject({ exitCode: 2, said: expect.stringContaining('items') });
  expect(await kinglet(['label', 'x'])).toMatchObject({ exitCode: 2 });
  expect(await kinglet(['label', 'flag_x', 'maybe'])).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('right'),
  });
  expect(await kinglet(['label', 'flag_x', 'right'])).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('flag_x'),
  });
  expect((await kinglet(['items', '--limit', 'all'])).said).toContain("Invalid 'limit'");
  expect((await kinglet(['export', join(home, 'no', 'where')])).said).toContain('cannot be written');
  expect((await kinglet([], { KINGLET_API_KEY: keys.KINGLET_API_KEY })).said).toContain('KINGLET_ADMIN_KEY');
});
