// In: a whole service over an engine that is elsewhere, and the command. Out: engines listed, drained and resumed; words a person can act on
// for every mistake; and where each kind of engine is asked for its health.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { type PoolEngineConfig, poolEngineKinds } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { composeService, type RunningService } from './compose-service.ts';
import { type CreatedPoolEngine, createPoolEngine } from './create-pool-engine.ts';
import { enginesCommand } from './engines-command.ts';
import { runCommandLine } from './run-command-line.ts';
import { recordedTerminal } from './samples.suite.ts';

const home = mkdtempSync(join(tmpdir(), 'kinglet-engines-'));
const keys = { KINGLET_API_KEY: 'a-key-of-the-test', KINGLET_ADMIN_KEY: 'an-admin-key-of-the-test' };
const paths: string[] = [];
const server = createServer((incoming, answer) => {
  paths.push(incoming.url ?? '');
  answer.end('{}');
});
let service: RunningService;
let pooled: CreatedPoolEngine;

function entry(kind: PoolEngineConfig['kind'], path = '/v1'): PoolEngineConfig {
  const { port } = server.address() as AddressInfo;
  return {
    id: 'far',
    kind,
    url: `http://127.0.0.1:${port}${path}`,
    key: null,
    model: 'm',
    weight: 2,
    slots: 4,
    contextTokens: 1000,
    firstTextSeconds: 1,
    healthSeconds: 60,
  };
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { url } = entry('vllm');
  const file = {
    engines: [{ id: 'far', kind: 'vllm', url, weight: 2, slots: 4 }],
    deployments: [{ name: 'gpt-4o-mini', engines: ['far'] }],
  };
  const config = loadConfig({
    argumentsGiven: {},
    environment: { HOME: home, KINGLET_HOME: home, PORT: '0', ...keys },
    workingFolder: home,
    readFile: () => JSON.stringify(file),
  });
  pooled = createPoolEngine(entry('vllm'), systemClock);
  service = await composeService({
    config,
    engine: null,
    poolEngines: [pooled],
    modelId: 'm',
    modelTitle: 'M',
    engineLine: '',
    contextTokens: null,
    observers: [],
    isReady: () => true,
  });
});
afterAll(async () => {
  await service.drain();
  await pooled.engine.stop();
  server.close();
  rmSync(home, { recursive: true, force: true });
});

async function kinglet(words: readonly string[], environment: Record<string, string> = keys) {
  const terminal = recordedTerminal();
  const exitCode = await runCommandLine({
    words: ['engines', ...words],
    environment: { HOME: home, KINGLET_HOME: home, PORT: new URL(service.baseUrl).port, ...environment },
    workingFolder: home,
    terminal,
    signal: new AbortController().signal,
    commands: [enginesCommand],
    version: '1',
  });
  return { exitCode, printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
}

test('listed, drained and resumed', async () => {
  const table = async () => (await kinglet([])).printed.split('\n').map((line) => line.split(/ {2,}/));
  expect(await table()).toEqual([
    ['ENGINE', 'IS', 'LOAD', 'WEIGHT', 'FAILURES', 'TRIED AGAIN'],
    ['far', 'up', '0/4', '2'],
  ]);
  expect(await kinglet(['drain', 'far'])).toMatchObject({ exitCode: 0, said: expect.stringContaining('is drained') });
  expect((await table())[1]?.[1]).toBe('drained');
  expect(await kinglet(['resume', 'far'])).toMatchObject({ exitCode: 0, said: expect.stringContaining('again') });
  expect(JSON.parse((await kinglet(['list', '--json'])).printed)).toMatchObject([{ id: 'far', availability: 'up' }]);
});

test('says what is wrong', async () => {
  expect(await kinglet(['drian', 'far'])).toMatchObject({ exitCode: 2, said: expect.stringContaining('drain') });
  expect(await kinglet(['drain'])).toMatchObject({ exitCode: 2, said: expect.stringContaining('drain ID') });
  expect(await kinglet(['drain', 'near'])).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('There are far.'),
  });
  const said = (await kinglet(['drain', 'far'], { KINGLET_API_KEY: keys.KINGLET_API_KEY })).said;
  expect(said).toContain('KINGLET_ADMIN_KEY');
});

test('each kind is asked for its health where it tells it', async () => {
  for (const kind of poolEngineKinds) {
    for (const path of ['/v1', '/behind/a/proxy/v1/']) {
      const { engine } = createPoolEngine(entry(kind, path), systemClock);
      paths.length = 0;
      expect(await engine.isAlive(new AbortController().signal)).toBe(true);
      await engine.stop();
      const root = path.replace(/\/v1\/?$/, '');
      const expected = kind === 'openai' ? '/v1/models' : kind === 'kinglet' ? '/health/ready' : '/health';
      expect(paths).toEqual([`${root}${expected}`]);
    }
  }
});
