// In: the cases, Kinglet and the engine alone, each with the 0.5B model. Out: Kinglet passes every case; what it lacks stands in
// notYetServed and nowhere else; the table of both is written.
import { beforeAll, expect, test } from 'vitest';
import { startBareEngine, startModelService } from '../model/start-model-service.ts';
import { allCases } from './all-cases.ts';
import type { Outcome } from './conformance-case.ts';
import { features, notYetServed } from './not-yet-served.ts';
import { missingFeatures } from './probe-features.ts';
import { runCases } from './run-cases.ts';
import { writeReport } from './write-report.ts';

const contextTokens = 1024;
const size = { slots: 2, contextTokens };
const key = 'conformance-key';
const embeddingModel = 'text-embedding-3-small';

let missing: readonly string[] = [];
let service = new Map<string, Outcome>();
let engine: readonly Outcome[] = [];

async function runOnService(): Promise<readonly Outcome[]> {
  const { baseUrl, stop } = await startModelService({
    ...size,
    isEmbedding: true,
    environment: { KINGLET_API_KEY: key },
  });
  const target = { origin: baseUrl, key, model: 'gpt-4o-mini', embeddingModel, contextTokens };
  try {
    missing = await missingFeatures({ ...target, signal: AbortSignal.timeout(60_000) });
    return await runCases(allCases, target);
  } finally {
    await stop();
  }
}

async function runOnEngine(): Promise<readonly Outcome[]> {
  const bare = await startBareEngine(size);
  try {
    const [model] = (await bare.client().models.list()).data;
    const target = { origin: bare.origin, key: bare.key, model: model?.id ?? '', embeddingModel, contextTokens };
    return await runCases(allCases, target);
  } finally {
    await bare.stop();
  }
}

beforeAll(async () => {
  const outcomes = await runOnService();
  service = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  engine = await runOnEngine();
  writeReport(outcomes, engine);
}, 1_800_000);

for (const feature of features) {
  test(`${feature} is served, or known to be missing`, () => {
    expect(missing.includes(feature)).toBe(notYetServed.includes(feature));
  });
}

const isServed = ({ needs = [] }: (typeof allCases)[number]) =>
  !needs.some((feature) => notYetServed.includes(feature));

for (const { id, asserts } of allCases.filter(isServed)) {
  test(`${id}: ${asserts}`, () => {
    expect(service.get(id)).toMatchObject({ verdict: 'pass', difference: '' });
  });
}

test('no two cases have one id', () => {
  expect(new Set(allCases.map(({ id }) => id)).size).toBe(allCases.length);
});

test('the cases ask for nothing of ours: the engine alone passes most of them', () => {
  const passed = engine.filter(({ verdict }) => verdict === 'pass');
  expect(passed.length).toBeGreaterThan(allCases.length / 2);
});
