// In: a launch and a model, as JSON in KINGLET_TEST_PARTS. Out: a process that serves them, prints its address and its engine's process
// id, and lives until it is killed.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMachine } from '../../src/catalog/machine.ts';
import { composeService } from '../../src/cli/compose-service.ts';
import { startLlama } from '../../src/cli/start-llama.ts';
import { loadConfig } from '../../src/config/load-config.ts';

const home = mkdtempSync(join(tmpdir(), 'kinglet-killed-'));
const config = loadConfig({
  argumentsGiven: {},
  environment: { HOME: home, KINGLET_HOME: home, PORT: '0', KINGLET_SLOTS: '1', KINGLET_CONTEXT: '1024' },
  workingFolder: home,
  readFile: () => null,
});
const { launch, model } = JSON.parse(process.env['KINGLET_TEST_PARTS'] ?? '{}');
const { engine } = await startLlama({
  config,
  machine: await describeMachine(),
  launch,
  model,
  callDoubts: { furtherCallLogprob: null, leastCallLogprob: null },
  onState: () => undefined,
});
await engine.facts(new AbortController().signal);
const service = await composeService({
  config,
  engine,
  modelId: model.id,
  modelTitle: model.id,
  engineLine: '',
  contextTokens: null,
  observers: [],
  isReady: () => true,
});
process.stdout.write(`${JSON.stringify({ baseUrl: service.baseUrl, engineId: engine.processId() })}\n`);
