// In: processes that want the same lock. Out: exactly one has it at a time, also when a holder was killed; the others are told whose.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockHome, tryLock } from './home-lock.ts';
import { withDownloadLock } from './with-download-lock.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-lock-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const moduleUrl = new URL('./home-lock.ts', import.meta.url).href;
const lockFile = (): string => join(home, 'locks', 'serve.lock');

function runNode(script: string): ReturnType<typeof spawn> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8');
  return child;
}

test('the second is told whose it is, and gets it after release', () => {
  const lock = lockHome(home, 'serve');
  expect(() => lockHome(home, 'serve')).toThrowError(`process ${process.pid}`);
  expect(() => lockHome(home, 'serve')).toThrowError(/KINGLET_HOME/);
  lockHome(home, 'other').release();
  lock.release();
  lock.release();
  expect(existsSync(lockFile())).toBe(false);
  lockHome(home, 'serve').release();
});

test('a living holder in another process keeps it; a killed one loses it', async () => {
  const child = runNode(`
    const { lockHome } = await import(${JSON.stringify(moduleUrl)});
    lockHome(${JSON.stringify(home)}, 'serve');
    console.log('held');
    setInterval(() => {}, 1000);`);
  await once(child.stdout ?? child, 'data');
  expect(() => lockHome(home, 'serve')).toThrowError(`process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(lockFile())).toBe(true);
  lockHome(home, 'serve').release();
});

test('a lock is released when its process ends by itself', async () => {
  const child = runNode(`
    const { lockHome } = await import(${JSON.stringify(moduleUrl)});
    lockHome(${JSON.stringify(home)}, 'serve');`);
  await once(child, 'exit');
  expect(existsSync(lockFile())).toBe(false);
});

test('a pid that belongs to another process by now does not hold it', () => {
  mkdirSync(join(home, 'locks'));
  const stranger = { pid: process.pid, started: '1', host: hostname(), purpose: 'serve' };
  writeFileSync(lockFile(), JSON.stringify(stranger));
  if (process.platform === 'linux') lockHome(home, 'serve').release();
});

test('a holder on another host keeps it while its heart beats', () => {
  mkdirSync(join(home, 'locks'));
  writeFileSync(lockFile(), JSON.stringify({ pid: 1, started: null, host: 'elsewhere', purpose: 'serve' }));
  expect(() => lockHome(home, 'serve')).toThrowError('process 1 on host elsewhere');
  const past = new Date(Date.now() - 120_000);
  utimesSync(lockFile(), past, past);
  lockHome(home, 'serve').release();
});

test('many processes that all find a stale lock enter one at a time', async () => {
  mkdirSync(join(home, 'locks'));
  writeFileSync(lockFile(), JSON.stringify({ pid: 2 ** 22 + 1, started: null, host: hostname(), purpose: 'serve' }));
  const log = join(home, 'log');
  writeFileSync(log, '');
  const script = `
    import { appendFileSync } from 'node:fs';
    const { tryLock } = await import(${JSON.stringify(moduleUrl)});
    for (let turns = 0; turns < 10; ) {
      const attempt = tryLock(${JSON.stringify(join(home, 'locks'))}, 'serve');
      if (!('lock' in attempt)) { await new Promise((resolve) => setTimeout(resolve, 1)); continue; }
      appendFileSync(${JSON.stringify(log)}, 'in ');
      await new Promise((resolve) => setTimeout(resolve, 2));
      appendFileSync(${JSON.stringify(log)}, 'out ');
      attempt.lock.release();
      turns += 1;
    }`;
  const children = [1, 2, 3].map(() => runNode(script));
  await Promise.all(children.map((child) => once(child, 'exit')));
  expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(30));
});

test('a download that is under way elsewhere is waited for, and said', async () => {
  const locks = join(home, 'locks');
  const held = tryLock(locks, 'model-x');
  const messages: string[] = [];
  const note = (event: { readonly kind: string; readonly message?: string }): void =>
    void messages.push(event.message ?? '');
  const waiting = withDownloadLock(
    locks,
    'model-x',
    { onProgress: note, signal: new AbortController().signal },
    async () => 'done',
  );
  setTimeout(() => 'lock' in held && held.lock.release(), 100);
  expect(await waiting).toBe('done');
  expect(messages).toEqual([`process ${process.pid} is already at it (model-x); waiting for it to finish`]);
  await expect(
    withDownloadLock(locks, 'model-x', { onProgress: note, signal: AbortSignal.abort() }, async () => 1),
  ).rejects.toThrow();
});
