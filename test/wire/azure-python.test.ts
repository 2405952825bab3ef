// In: services with a scripted engine and filter, and Python's official client for Azure in an environment of its own. Out: every case of
// azure_client_test.py is as Azure would have it. Fails where pip cannot bring the client.
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createScriptedEmbedder } from '../../src/engine/scripted/scripted-embedder.ts';
import { providePythonClient } from '../provide-python-client.ts';
import { attackedPrompt, type ScriptedScreenOptions, scriptedScreen } from './scripted-screen.ts';
import { type ScriptedService, startScriptedService } from './start-scripted-service.ts';

const run = promisify(execFile);
const key = 'azure-python-key-0123456789';
const screens: Readonly<Record<string, ScriptedScreenOptions>> = {
  clean: {},
  blocked: { prompt: () => attackedPrompt },
  cut: { cutAfter: 2 },
  'cut at once': { cutAfter: 0 },
  asynchronous: { streamMode: 'asynchronous' },
  'asynchronous cut': { streamMode: 'asynchronous', cutAfter: 1 },
};
const services = new Map<string, ScriptedService>();
let python = '';

/** One line of azure_client_test.py. */
interface CaseLine {
  readonly name: string;
  readonly failure: string | null;
}

beforeAll(async () => {
  python = await providePythonClient(process.env['KINGLET_HOME'] ?? join(homedir(), '.kinglet'));
  for (const [name, screen] of Object.entries(screens)) {
    const service = await startScriptedService({
      screen: scriptedScreen(screen),
      environment: { KINGLET_API_KEY: key },
      embedder: createScriptedEmbedder({
        id: 'all-minilm-l6-v2',
        dimensions: 4,
        maxTokens: 256,
        vocabularySize: 1000,
        batchSize: 16,
        delayMs: 0,
      }),
    });
    services.set(name, service);
  }
}, 300_000);
afterAll(async () => {
  for (const service of services.values()) await service.stop();
});

test('the official Python client for Azure: at least forty cases, all right, none an internal fault', async () => {
  const script = fileURLToPath(new URL('./azure_client_test.py', import.meta.url));
  const urls = Object.fromEntries([...services].map(([name, { baseUrl }]) => [name, baseUrl]));
  const { stdout } = await run(python, [script], {
    env: {
      ...process.env,
      KINGLET_TEST_SERVICES: JSON.stringify(urls),
      KINGLET_TEST_KEY: key,
      PYTHONIOENCODING: 'utf8',
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  const [, ...lines] = stdout.trimEnd().split('\n');
  // Only the script writes here.
  const cases = lines.map((line) => JSON.parse(line) as CaseLine);
  expect(cases.filter(({ failure }) => failure !== null)).toEqual([]);
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(40);
  for (const service of services.values()) {
    expect(service.faultCodes).not.toContain('internal');
    expect(service.service.store.countByOutcome().open).toBe(0);
  }
});
