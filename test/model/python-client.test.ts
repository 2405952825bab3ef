// In: the service with a key, the engine alone, and Python's official client in an environment of its own. Out: the service does what
// OpenAI's API promises in every case; what the engine alone does instead stands beside it in node_modules/.kinglet/differences-python.md.
// Fails where pip cannot bring the client.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { providePythonClient } from '../provide-python-client.ts';
import { type BareEngine, type ModelService, startBareEngine, startModelService } from './start-model-service.ts';
import { writeDifferences } from './write-differences.ts';

const run = promisify(execFile);
const serviceKey = 'python-client-key-0123456789';

/** One line of openai_client_test.py. */
interface CaseLine {
  readonly name: string;
  readonly outcome: unknown;
  readonly failure: string | null;
  readonly seconds: number;
}

let service: ModelService;
let bare: BareEngine;
let python = '';

beforeAll(async () => {
  python = await providePythonClient(inject('kingletHome'));
  const options = { model: 'smollm2-135m-instruct', slots: 2, contextTokens: 1024 } as const;
  service = await startModelService({ ...options, environment: { KINGLET_API_KEY: serviceKey } });
  bare = await startBareEngine(options);
});
afterAll(async () => {
  await bare?.stop();
  await service?.stop();
});

async function caseLines(origin: string, key: string): Promise<readonly CaseLine[]> {
  const script = fileURLToPath(new URL('./openai_client_test.py', import.meta.url));
  const { stdout } = await run(python, [script], {
    env: {
      ...process.env,
      KINGLET_TEST_URL: `${origin}/v1`,
      KINGLET_TEST_KEY: key,
      KINGLET_TEST_TOKENIZER_URL: bare.origin,
      KINGLET_TEST_TOKENIZER_KEY: bare.key,
      PYTHONIOENCODING: 'utf8',
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  const [head = '', ...lines] = stdout.trimEnd().split('\n');
  // Only the script writes here.
  const cases = lines.map((line) => JSON.parse(line) as CaseLine);
  const seconds = cases.reduce((sum, line) => sum + line.seconds, 0);
  console.info(`${head.trim()}: ${cases.length} cases at ${origin} in ${seconds.toFixed(1)} s`);
  return cases;
}

test('the official Python client: at least forty-two cases, all right, none an internal fault', async () => {
  const ours = await caseLines(service.baseUrl, serviceKey);
  const theirs = new Map((await caseLines(bare.origin, bare.key)).map((line) => [line.name, line]));
  writeDifferences(
    'differences-python.md',
    ours.map(({ name, outcome }) => ({
      name,
      service: JSON.stringify(outcome),
      engine: JSON.stringify(theirs.get(name)?.outcome ?? 'nothing'),
      isEngineRight: theirs.get(name)?.failure === null,
    })),
  );
  const wrong = ours.filter(({ failure }) => failure !== null);
  expect(wrong.map(({ name, failure, outcome }) => ({ name, failure, outcome }))).toEqual([]);
  expect(new Set(ours.map(({ name }) => name)).size).toBe(ours.length);
  expect(ours.length).toBeGreaterThanOrEqual(42);
  expect(service.faultCodes).not.toContain('internal');
  expect(service.service.store.countByOutcome().open).toBe(0);
});
