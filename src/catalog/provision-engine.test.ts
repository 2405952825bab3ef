// In: engines made of shell scripts, an imitation release site and a carrier made here. Out: the best source that works is taken,
// and the line says which and why. POSIX only: the stand-ins are scripts.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildEngine, percentOf } from './build-engine.ts';
import { checkReachability } from './check-reachability.ts';
import type { EngineCatalog } from './engine-entry.ts';
import type { ProvisionEngineOptions } from './engine-options.ts';
import { type ImitationHub, startImitationHub } from './imitation-hub.suite.ts';
import { loadCatalog } from './load-catalog.ts';
import { describeMachine } from './machine.ts';
import type { Carrier } from './pip-carrier.ts';
import { parseVersion } from './probe-llama-server.ts';
import type { ProgressEvent } from './progress.ts';
import { provisionEngine } from './provision-engine.ts';
import { runCommand } from './run-command.ts';
import { zipBytes } from './zip-bytes.suite.ts';

const signal = new AbortController().signal;
const catalog = loadCatalog();
const machine = { ...(await describeMachine()), cpuFeatures: ['avx2'], accelerators: [] };
const flags = '--slot-save-path --slot-prompt-similarity --cache-ram --no-kv-unified';
let home = '';
let site: ImitationHub;
let events: ProgressEvent[] = [];
const note = (event: ProgressEvent): void => void events.push(event);

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-engine-'));
  site = await startImitationHub({ files: {} });
  events = [];
});
afterEach(async () => {
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

function server(version: string, help = flags): string {
  return `#!/bin/sh\nif [ "$1" = --version ]; then echo "version: ${version}" >&2; else echo "${help}"; fi\n`;
}

function place(path: string, script: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

function wheelCarrier(initScript: string): Carrier {
  return {
    whyUnreachable: async () => null,
    fetch: async (_asked, folder) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'a.whl'), zipBytes([{ name: 'xllamacpp/__init__.py', content: initScript }]));
      return join(folder, 'a.whl');
    },
    fetchSource: async (_asked, folder) => join(folder, 'source.tar.gz'),
  };
}

function options(change: Partial<ProvisionEngineOptions> = {}): ProvisionEngineOptions {
  return {
    home,
    engines: { ...catalog.engines, release: { ...catalog.engines.release, archives: [] } },
    machine,
    configuredPath: null,
    environment: { ...process.env, PATH: `${join(home, 'path')}${delimiter}${process.env['PATH'] ?? ''}` },
    limits: { answerTimeoutMs: 500, stallTimeoutMs: 500, reconnects: 0, reconnectDelayMs: 1 },
    carrier: wheelCarrier(''),
    ...change,
  };
}

async function releaseOf(fileName: string): Promise<EngineCatalog> {
  const script = server('11146 (abc)');
  let bytes = zipBytes([{ name: 'llama-b1/llama-server', content: script, mode: 0o100755 }]);
  if (fileName.endsWith('.tar.gz')) {
    place(join(home, 'pack', 'llama-b1', 'llama-server'), script);
    const archive = join(home, 'pack.tar.gz');
    await runCommand('tar', ['-czf', archive, '-C', join(home, 'pack'), 'llama-b1'], {
      environment: process.env,
      signal,
    });
    bytes = readFileSync(archive);
  }
  Object.assign(site.behaviour.files, { [`release/b11146/${fileName}`]: bytes });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { platform, architecture } = machine;
  const archives = [{ platform, architecture, accelerator: null, fileName, sizeBytes: bytes.length, sha256 }];
  const urlTemplate = `${site.url}/release/b{build}/{fileName}`;
  return { ...catalog.engines, release: { build: 11146, urlTemplate, archives } };
}

describe.skipIf(process.platform === 'win32')('engine sources', () => {
  test('a configured path is used, or the start ends with its reason', async () => {
    const path = place(join(home, 'own', 'llama-server'), server('9131 (5cbfb18)'));
    const launch = await provisionEngine(options({ configuredPath: path }), note, signal);
    expect(launch).toMatchObject({ kind: 'llama-server', command: path, build: '9131', source: 'path', hint: null });
    for (const [script, words] of [
      [server('8000 (old)'), '9000 or newer'],
      [server('9131 (x)', '--slot-save-path'), 'does not know --slot-prompt-similarity'],
      ['#!/bin/sh\necho hello\n', 'does not run as a llama-server (it said: hello)'],
    ] as const) {
      place(path, script);
      const failed = provisionEngine(options({ configuredPath: path }), note, signal);
      await expect(failed).rejects.toMatchObject({ code: 'engine_not_found', message: expect.stringContaining(words) });
    }
  });

  test('PATH comes before a native build, and that before the rest', async () => {
    const native = join(home, 'engines', `native-${catalog.engines.source.version}`);
    place(join(native, 'llama-server'), server('0.6.0-dev (build 11434, commit x)'));
    expect(await provisionEngine(options(), note, signal)).toMatchObject({ source: 'native', build: '11434' });
    const onPath = place(join(home, 'path', 'llama-server'), server('10000 (x)'));
    const launch = await provisionEngine(options(), note, signal);
    expect(launch).toMatchObject({ source: 'PATH', command: onPath });
    expect(launch.reason).toBe(`llama.cpp build 10000 found on PATH (${onPath})`);
  });

  test('a native build for another processor is not run', async () => {
    const native = join(home, 'engines', `native-${catalog.engines.source.version}`);
    place(join(native, 'llama-server'), server('0.6.0-dev (build 11434, commit x)'));
    writeFileSync(join(native, 'build.json'), JSON.stringify({ cpuFeatures: ['avx2', 'amx_int8'] }));
    const launch = await provisionEngine(options(), note, signal);
    expect(launch.source).toBe('wheel');
    expect(launch.reason).toContain('built for a processor with amx_int8');
  });

  test.each(['llama-b11146-bin.tar.gz', 'llama-b11146-bin.zip'])('the official release, from %s', async (fileName) => {
    const asked = options({ engines: await releaseOf(fileName) });
    const launch = await provisionEngine(asked, note, signal);
    expect(launch).toMatchObject({ source: 'release', build: '11146', hint: null });
    const requests = site.seen.length;
    expect(await provisionEngine(asked, note, signal)).toMatchObject({ command: launch.command });
    expect(site.seen).toHaveLength(requests);
  });

  test('a release that is not what is pinned is passed over for the wheel, and said', async () => {
    const engines = await releaseOf('llama-b11146-bin.zip');
    const archives = engines.release.archives.map((archive) => ({ ...archive, sha256: '0'.repeat(64) }));
    const asked = options({ engines: { ...engines, release: { ...engines.release, archives } } });
    const launch = await provisionEngine(asked, note, signal);
    expect(launch).toMatchObject({ kind: 'xllamacpp', source: 'wheel', build: '11549' });
    expect(launch.arguments.at(-1)).toMatch(/xllamacpp-launcher\.py$/);
    expect(launch.hint).toMatch(/1\.3 to 1\.6 times as fast.*engine build/);
    expect(launch.reason).toContain('another file than the catalogue pins');
    expect(events).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('official release skipped') }),
    );
  });

  test('a wheel that does not load is not installed', async () => {
    const asked = options({ carrier: wheelCarrier('raise ImportError("no such instruction")') });
    await expect(provisionEngine(asked, note, signal)).rejects.toMatchObject({
      code: 'engine_not_found',
      message: expect.stringMatching(/does not load on this machine.*no such instruction.*KINGLET_ENGINE_PATH/s),
    });
  });

  test('when nothing answers, every reason is said', async () => {
    const engines = await releaseOf('llama-b11146-bin.zip');
    site.behaviour.isMute = true;
    const silent = { ...wheelCarrier(''), whyUnreachable: async () => 'nobody home' };
    const startedMs = performance.now();
    await expect(provisionEngine(options({ engines, carrier: silent }), note, signal)).rejects.toMatchObject({
      code: 'engine_not_found',
      message: expect.stringMatching(/no llama-server there.*cannot be reached.*nobody home.*KINGLET_UPSTREAM_URL/s),
    });
    expect(performance.now() - startedMs).toBeLessThan(3000);
  });

  test('reachability is asked of all sources at once', async () => {
    const engines = await releaseOf('llama-b11146-bin.zip');
    const environment = { HF_ENDPOINT: 'http://127.0.0.1:9' };
    const silent = { ...wheelCarrier(''), whyUnreachable: async () => 'nobody home' };
    const reach = await checkReachability(
      { catalog: { ...catalog, engines }, machine, environment, carrier: silent },
      signal,
    );
    expect(reach).toMatchObject({
      hub: { isReachable: false, detail: expect.stringContaining('the connection was refused') },
      release: { isReachable: true, detail: 'answers' },
      wheels: { isReachable: false, detail: 'nobody home' },
    });
  });

  test('a native build: configured without network, installed, and chosen from then on', async () => {
    const tools = join(home, 'path');
    place(join(tools, 'g++'), '#!/bin/sh\n');
    place(join(tools, 'tar'), '#!/bin/sh\nexit 0\n');
    const built = server('0.6.0-dev (build 11434, commit source-package)')
      .replaceAll('$', '\\$')
      .replaceAll('"', '\\"');
    place(
      join(tools, 'cmake'),
      `#!/bin/sh\necho "$@" >> ${home}/cmake.log\nif [ "$1" = --build ]; then mkdir -p "$2/bin"; echo "[ 50%] half"; ` +
        `printf '%s' "${built}" > "$2/bin/llama-server"; chmod +x "$2/bin/llama-server"; fi\n`,
    );
    const launch = await buildEngine(options(), note, signal);
    expect(launch).toMatchObject({ source: 'native', build: '11434', hint: null });
    const log = readFileSync(join(home, 'cmake.log'), 'utf8');
    for (const word of [
      '-DLLAMA_USE_PREBUILT_UI=OFF',
      '-DFETCHCONTENT_FULLY_DISCONNECTED=ON',
      '--target llama-server',
    ]) {
      expect(log).toContain(word);
    }
    expect(events).toContainEqual(expect.objectContaining({ message: expect.stringContaining('50 %') }));
    expect(await provisionEngine(options(), note, signal)).toMatchObject({ source: 'native' });
    place(join(tools, 'cmake'), '#!/bin/sh\necho "error: no compiler"\nexit 1\n');
    const failed = buildEngine(options(), note, signal);
    await expect(failed).rejects.toMatchObject({ message: expect.stringContaining('error: no compiler') });
    expect(await provisionEngine(options(), note, signal)).toMatchObject({ source: 'native' });
    const bare = buildEngine(options({ environment: { PATH: join(home, 'nothing') } }), note, signal);
    await expect(bare).rejects.toMatchObject({ message: expect.stringContaining('needs cmake and a C++ compiler') });
  });
});

test('progress lines of make and ninja, version lines old and new', () => {
  expect([percentOf('[ 42%] Building'), percentOf('[12/48] x'), percentOf('-- done')]).toEqual([42, 25, null]);
  expect(parseVersion('version: 9131 (5cbfb18)')?.number).toBe(9131);
  expect(parseVersion('version: 0.6.0-dev (build 11434, commit x)')?.number).toBe(11434);
  expect(parseVersion('version: 0.6.0-dev (build 0, commit unknown)')).toEqual({
    number: 0,
    name: '0.6.0-dev',
    isRecent: true,
  });
  expect(parseVersion('version: 2')).toBeNull();
});
