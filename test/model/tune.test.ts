// In: a small model on this machine. Out: its engine is measured within the time that a start may cost, and the record is what the next start uses.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readGgufHeader } from '../../src/catalog/gguf-header.ts';
import { describeMachine } from '../../src/catalog/machine.ts';
import { llamaModelOptions } from '../../src/cli/llama-model-options.ts';
import { type LlamaPlanFacts, planLlama } from '../../src/cli/plan-llama.ts';
import { tuneLlama } from '../../src/cli/tune-llama.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { never } from './start-model-service.ts';

let home = '';
let facts: LlamaPlanFacts;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-tune-'));
  const model = inject('smallModels')['smollm2-135m-instruct'];
  facts = {
    ...{ model, launch: inject('engineLaunch'), slotSaveFolder: home, machine: await describeMachine() },
    config: configWith({}),
    header: await readGgufHeader(model.path),
  };
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function configWith(environment: Readonly<Record<string, string>>) {
  return loadConfig({
    argumentsGiven: {},
    environment: { HOME: home, KINGLET_HOME: home, ...environment },
    workingFolder: home,
    readFile: () => null,
  });
}

test('an engine is measured once, and what was best is chosen from then on', async () => {
  const { subject, untuned, tuning, chosen } = planLlama(facts);
  const { launch, model, header, machine } = facts;
  if (subject === null || launch === null) throw new Error('nothing to measure');
  expect([tuning, chosen]).toEqual([null, untuned]);
  const options = llamaModelOptions(launch, model, header, { furtherCallLogprob: null, leastCallLogprob: null });
  const { settings: base, parameters } = untuned;
  const begunMs = performance.now();
  const result = await tuneLlama(
    { ...{ home, subject, options, machine, parameters, base }, modelBytes: header.fileBytes },
    never,
  );
  process.stdout.write(`${JSON.stringify(result.measured)}\n${Math.round(performance.now() - begunMs)} ms\n`);
  expect(result.measured.length).toBeGreaterThan(0);
  for (const { speed } of result.measured) {
    expect(speed?.promptTokensPerSecond).toBeGreaterThan(1);
    expect(speed?.answerTokensPerSecond).toBeGreaterThan(1);
  }
  const next = planLlama(facts);
  expect(next.tuning).toEqual(result);
  expect(next.chosen.settings).toEqual(result.chosen);
  expect(next.chosen.parameters).toMatchObject(result.chosen);
  expect(planLlama({ ...facts, config: configWith({ KINGLET_TUNE: 'off' }) })).toMatchObject({
    ...{ subject: null, tuning: null, chosen: { settings: base } },
  });
});
