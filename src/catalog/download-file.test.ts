// In: a local server that imitates the hub, well and badly. Out: the file arrives whole and verified, or a Fault says why not.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DownloadAsk, downloadFile } from './download-file.ts';
import { type HubBehaviour, type ImitationHub, startImitationHub } from './imitation-hub.suite.ts';
import type { ProgressEvent } from './progress.ts';

const file = randomBytes(3_000_000);
const sha256 = createHash('sha256').update(file).digest('hex');
const name = 'owner/repo/main/model.gguf';
const signal = new AbortController().signal;
let folder = '';
let hub: ImitationHub;
let events: ProgressEvent[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-download-'));
  events = [];
});
afterEach(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

async function ask(behaviour: Partial<HubBehaviour>, change: Partial<DownloadAsk> = {}): Promise<DownloadAsk> {
  hub = await startImitationHub({ files: { [name]: file }, ...behaviour });
  return {
    url: `${hub.url}/owner/repo/resolve/main/model.gguf`,
    target: join(folder, 'model.gguf'),
    label: 'model',
    sizeBytes: null,
    sha256: null,
    token: null,
    environment: {},
    limits: { answerTimeoutMs: 2000, stallTimeoutMs: 200, reconnects: 3, reconnectDelayMs: 10 },
    ...change,
  };
}

const note = (event: ProgressEvent): void => void events.push(event);
const arrived = (): Buffer => readFileSync(join(folder, 'model.gguf'));
const ranges = (): readonly unknown[] =>
  hub.seen.filter(({ host }) => host === 'content').map(({ headers }) => headers.range ?? null);

test('follows the redirect and verifies against the digest that the hub names', async () => {
  const done = await downloadFile(await ask({}), note, signal);
  expect(done).toEqual({ sizeBytes: file.length, sha256, isDigestKnown: true });
  expect(arrived().equals(file)).toBe(true);
  expect(events[0]).toEqual({ kind: 'step-start', label: 'model', doneBytes: 0, totalBytes: file.length });
  expect(events.at(-1)?.kind).toBe('step-end');
});

test('the token goes to the hub, over its own redirects, and never to another host', async () => {
  const asked = await ask({ token: 'hf_secret' });
  await downloadFile({ ...asked, url: asked.url.replace('/owner/', '/old-owner/'), token: 'hf_secret' }, note, signal);
  const authorizations = hub.seen.map(({ host, headers }) => [host, headers.authorization ?? null]);
  expect(authorizations).toEqual([
    ['hub', 'Bearer hf_secret'],
    ['hub', 'Bearer hf_secret'],
    ['content', null],
  ]);
});

test.each(['hang', 'close'] as const)('goes on where it stopped when the connection fails (%s)', async (stopKind) => {
  const done = await downloadFile(await ask({ stops: 2, stopAfterBytes: 1_000_000, stopKind }), note, signal);
  expect(done.sha256).toBe(sha256);
  expect(arrived().equals(file)).toBe(true);
  expect(ranges()).toHaveLength(3);
  expect(ranges()[0]).toBeNull();
  expect(ranges()[2]).toMatch(/^bytes=[1-9]/);
  expect(events.filter(({ kind }) => kind === 'notice')).toHaveLength(2);
});

test('goes on after an abort, in a later call', async () => {
  const controller = new AbortController();
  const asked = await ask({ stops: 1, stopAfterBytes: 1_500_000, stopKind: 'hang' });
  const first = downloadFile(
    asked,
    (event) => event.kind === 'bytes' && event.doneBytes > 1_000_000 && controller.abort(),
    controller.signal,
  );
  await expect(first).rejects.toThrow();
  expect(existsSync(`${asked.target}.partial`)).toBe(true);
  await downloadFile(asked, note, signal);
  expect(arrived().equals(file)).toBe(true);
  expect(ranges()[1]).toMatch(/^bytes=\d{7}-$/);
});

test('starts again when the file has changed meanwhile, or the server knows no ranges', async () => {
  for (const change of [{ files: { [name]: randomBytes(2_000_000) } }, { isWithoutRanges: true }]) {
    const controller = new AbortController();
    const asked = await ask({ stops: 1, stopAfterBytes: 1_500_000, stopKind: 'hang' });
    const first = downloadFile(asked, ({ kind }) => kind === 'bytes' && controller.abort(), controller.signal);
    await expect(first).rejects.toThrow();
    Object.assign(hub.behaviour, change);
    await downloadFile(asked, note, signal);
    expect(arrived().equals(hub.behaviour.files[name] ?? Buffer.alloc(0))).toBe(true);
    rmSync(asked.target);
    await hub.close();
  }
});

test('starts again when more lies here than the server has', async () => {
  const asked = await ask({});
  writeFileSync(`${asked.target}.partial`, Buffer.alloc(file.length + 5));
  writeFileSync(`${asked.target}.partial.json`, JSON.stringify({ etag: null, sizeBytes: null, sha256 }));
  await downloadFile(asked, note, signal);
  expect(arrived().equals(file)).toBe(true);
});

test('gives up after the reconnects, and keeps what came', async () => {
  const asked = await ask({ stops: 99, stopAfterBytes: 0, stopKind: 'close' });
  await expect(downloadFile(asked, note, signal)).rejects.toMatchObject({ code: 'source_unreachable' });
  expect(events.filter(({ kind }) => kind === 'notice')).toHaveLength(3);
});

test('a wrong digest is found and the file removed', async () => {
  const asked = await ask({ digest: '0'.repeat(64) });
  await expect(downloadFile(asked, note, signal)).rejects.toMatchObject({ code: 'digest_mismatch' });
  expect(existsSync(`${asked.target}.partial`)).toBe(false);
  expect(existsSync(asked.target)).toBe(false);
});

test('another file than the catalogue pins is refused before anything is fetched', async () => {
  const asked = await ask({}, { sha256: '1'.repeat(64) });
  await expect(downloadFile(asked, note, signal)).rejects.toMatchObject({ code: 'digest_mismatch' });
  expect(events).toEqual([]);
});

test('where nobody names a digest, that is said', async () => {
  const done = await downloadFile(await ask({ isSilentOnDigest: true }), note, signal);
  expect(done).toEqual({ sizeBytes: file.length, sha256, isDigestKnown: false });
});

test.each([
  [401, 'source_refused', 'HF_TOKEN'],
  [403, 'source_refused', 'HF_TOKEN'],
  [404, 'model_unknown', 'no such file'],
  [503, 'source_unreachable', '503'],
])('%s is %s', async (status, code, words) => {
  const asked = await ask({ status });
  await expect(downloadFile(asked, note, signal)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
});

test('a server that does not answer costs no more than its time', async () => {
  const asked = await ask({ isMute: true });
  const startedMs = performance.now();
  const limits = { ...asked.limits, answerTimeoutMs: 300 };
  await expect(downloadFile({ ...asked, limits }, note, signal)).rejects.toMatchObject({ code: 'source_unreachable' });
  expect(performance.now() - startedMs).toBeLessThan(1500);
});

test('goes through the proxy of the environment, and past it where NO_PROXY says so', async () => {
  const viaProxy: string[] = [];
  const proxy = createServer((request, response) => {
    viaProxy.push(request.url ?? '');
    response.writeHead(200, { 'content-length': 3 }).end('abc');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address object.
  const environment = { HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  const asked = await ask({}, { environment });
  const done = await downloadFile({ ...asked, url: 'http://hub.invalid/file' }, note, signal);
  expect(done.sizeBytes).toBe(3);
  expect(viaProxy).toEqual(['http://hub.invalid/file']);
  await downloadFile({ ...asked, environment: { ...environment, NO_PROXY: '127.0.0.1' } }, note, signal);
  expect(viaProxy).toHaveLength(1);
  await new Promise((resolve) => proxy.close(resolve));
});

test.runIf(process.platform === 'linux')('a disk that fills up on the way is named', async () => {
  const asked = await ask({});
  symlinkSync('/dev/full', `${asked.target}.partial`);
  await expect(downloadFile(asked, note, signal)).rejects.toMatchObject({ code: 'disk_full' });
});
