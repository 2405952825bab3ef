// In: the cases, the service and the engine alone. Out: the service does what OpenAI's API promises in every case; what the engine alone
// does instead stands beside it in node_modules/.kinglet/differences.md.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerCases } from './answer-cases.ts';
import { type ClientCase, contextTokens, type Under } from './client-calls.ts';
import { samplingCases } from './sampling-cases.ts';
import { type BareEngine, type ModelService, startBareEngine, startModelService } from './start-model-service.ts';
import { type DifferenceRow, writeDifferences } from './write-differences.ts';

const clientCases = [...answerCases, ...samplingCases];

let service: ModelService;
let bare: BareEngine;
const rows: DifferenceRow[] = [];

beforeAll(async () => {
  service = await startModelService({ contextTokens });
  bare = await startBareEngine({ contextTokens });
});

afterAll(async () => {
  writeDifferences('differences.md', rows);
  await bare.stop();
  await service.stop();
});

async function onEngine(
  clientCase: ClientCase,
  under: Under,
): Promise<Pick<DifferenceRow, 'engine' | 'isEngineRight'>> {
  let engine = 'nothing';
  try {
    const outcome = await clientCase.run(under);
    engine = JSON.stringify(outcome);
    clientCase.check(outcome);
    return { engine, isEngineRight: true };
  } catch (error) {
    return { engine: engine === 'nothing' ? String(error).slice(0, 200) : engine, isEngineRight: false };
  }
}

test.each(clientCases.map((clientCase) => [clientCase.name, clientCase] as const))('%s', async (name, clientCase) => {
  const tokenize = (text: string) => bare.tokenize(text);
  let outcome: unknown;
  let failed: unknown = null;
  try {
    outcome = await clientCase.run({ client: service.client(), tokenize });
  } catch (error) {
    failed = error;
  }
  const theirs = await onEngine(clientCase, { client: bare.client(), tokenize });
  rows.push({ name, service: failed === null ? JSON.stringify(outcome) : String(failed), ...theirs });
  if (failed !== null) throw failed;
  clientCase.check(outcome);
});

test('at least forty, and none was an internal fault', () => {
  expect(clientCases.length).toBeGreaterThanOrEqual(40);
  expect(service.faultCodes).not.toContain('internal');
  expect(service.service.store.countByOutcome().open).toBe(0);
});
