// In: files that are kept, then damaged, replaced or of another model. Out: what is found again is what was kept; all else is removed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKeptFiles } from './kept-files.ts';

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-kept-'));
  folder = join(home, 'kept');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function keep(stateId: number, content: string, key = 'k'): Promise<void> {
  const path = join(home, `${stateId}.source`);
  writeFileSync(path, content);
  await openKeptFiles(folder, key).keep({ stateId, partition: 'p', tokens: [1, 2, stateId] }, path);
}

test('what was kept is found and fetched by the next life; nobody else may read it', async () => {
  await keep(7, 'seven');
  const next = openKeptFiles(folder, 'k');
  expect(await next.list()).toMatchObject([{ stateId: 7, partition: 'p', tokens: [1, 2, 7], sizeBytes: 5 }]);
  await next.fetch(7, join(home, 'out'));
  expect(readFileSync(join(home, 'out'), 'utf8')).toBe('seven');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  await next.forget(7);
  expect(readdirSync(folder)).toEqual([]);
});

test('of another model, cut short, without its record, or half written: removed', async () => {
  await keep(1, 'one', 'other');
  await keep(2, 'two');
  writeFileSync(join(folder, '2.state'), 'tw');
  writeFileSync(join(folder, '3.state'), 'three');
  writeFileSync(join(folder, '4.json'), '{"key":');
  writeFileSync(join(folder, '5.json.part'), '');
  await keep(6, 'six');
  expect((await openKeptFiles(folder, 'k').list()).map(({ stateId }) => stateId)).toEqual([6]);
  expect(readdirSync(folder).sort()).toEqual(['6.json', '6.state']);
});

test('changed in place: refused', async () => {
  await keep(1, 'one');
  writeFileSync(join(folder, '1.state'), 'eno');
  const files = openKeptFiles(folder, 'k');
  await expect(files.fetch(1, join(home, 'out'))).rejects.toMatchObject({ code: 'engine_error' });
  await expect(files.fetch(2, join(home, 'out'))).rejects.toMatchObject({ code: 'engine_error' });
});

test('nothing was ever kept', async () => {
  expect(await openKeptFiles(folder, 'k').list()).toEqual([]);
});
