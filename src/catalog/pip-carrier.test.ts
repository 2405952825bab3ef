// In: wheels made here, in a folder that pip is told to use instead of an index. Out: the real pip brings what is pinned and refuses
// what is not. Needs Python with pip, no network.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pipCarrier } from './pip-carrier.ts';
import { runCommand } from './run-command.ts';
import { zipBytes } from './zip-bytes.suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-pip-'));
afterAll(() => rmSync(folder, { recursive: true }));
const signal = new AbortController().signal;

const wheel = zipBytes([
  { name: 'tiny_part/data.bin', content: 'the part' },
  { name: 'tiny_part-1.0.dist-info/METADATA', content: 'Metadata-Version: 2.1\nName: tiny-part\nVersion: 1.0\n' },
  { name: 'tiny_part-1.0.dist-info/WHEEL', content: 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n' },
  { name: 'tiny_part-1.0.dist-info/RECORD', content: '' },
]);
writeFileSync(join(folder, 'tiny_part-1.0-py3-none-any.whl'), wheel);
const sha256 = createHash('sha256').update(wheel).digest('hex');
const carrier = pipCarrier({ environment: process.env, extraArguments: ['--no-index', '--find-links', folder] });
const target = join(folder, 'download');

test('brings the wheel that is pinned', async () => {
  const asked = { project: 'tiny-part', version: '1.0', sha256 };
  expect(await carrier.whyUnreachable('tiny-part', signal)).toBeNull();
  const path = await carrier.fetch(asked, target, () => undefined, signal);
  expect(readFileSync(path).equals(wheel)).toBe(true);
}, 60_000);

test('refuses another digest, and says which package', async () => {
  const asked = { project: 'tiny-part', version: '1.0', sha256: '0'.repeat(64) };
  await expect(carrier.fetch(asked, target, () => undefined, signal)).rejects.toMatchObject({
    code: 'digest_mismatch',
    message: expect.stringContaining('tiny-part 1.0'),
  });
}, 60_000);

test('a package that is not there is named, in one line', async () => {
  expect(await carrier.whyUnreachable('no-such-part', signal)).toContain('or has no no-such-part');
  const asked = { project: 'no-such-part', version: '1.0', sha256 };
  await expect(carrier.fetch(asked, target, () => undefined, signal)).rejects.toMatchObject({
    code: 'source_unreachable',
  });
}, 60_000);

test('without Python it says what to install', async () => {
  const bare = pipCarrier({ environment: { PATH: folder } });
  expect(await bare.whyUnreachable('tiny-part', signal)).toContain('Python 3 was not found');
});

test('a command ends with all its children, by time or by signal', async () => {
  if (process.platform === 'win32') return;
  const startedMs = performance.now();
  const words = ['-c', 'sleep 30 & sleep 30'];
  const timedOut = await runCommand('sh', words, { environment: process.env, signal, timeoutMs: 100 });
  expect(timedOut).toMatchObject({ exitCode: null, isTimedOut: true });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  await expect(runCommand('sh', words, { environment: process.env, signal: controller.signal })).rejects.toThrow();
  expect(performance.now() - startedMs).toBeLessThan(5000);
});
