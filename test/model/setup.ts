// In: the home and the network. Out: the engine, the two small models and the encoder on disk, told to the tests. Fails, never skips, when one of
// them cannot be had: without them nothing here is proved.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { EncoderEntry, InstalledEncoder } from '../../src/catalog/encoder-entry.ts';
import type { EngineLaunch } from '../../src/catalog/engine-launch.ts';
import type { InstalledModel } from '../../src/catalog/install-record.ts';
import { loadCatalog } from '../../src/catalog/load-catalog.ts';
import { loadEncoders } from '../../src/catalog/load-encoders.ts';
import { describeMachine } from '../../src/catalog/machine.ts';
import type { ProgressEvent } from '../../src/catalog/progress.ts';
import { provisionEncoder } from '../../src/catalog/provision-encoder.ts';
import { provisionEngine } from '../../src/catalog/provision-engine.ts';
import { provisionModel } from '../../src/catalog/provision-model.ts';

export type SmallModelId = 'qwen2.5-coder-0.5b-instruct' | 'smollm2-135m-instruct';

declare module 'vitest' {
  interface ProvidedContext {
    readonly kingletHome: string;
    readonly engineLaunch: EngineLaunch;
    readonly smallModels: Readonly<Record<SmallModelId, InstalledModel>>;
    readonly encoder: { readonly entry: EncoderEntry; readonly files: InstalledEncoder };
  }
}

function report(event: ProgressEvent): void {
  if (event.kind === 'notice') console.info(`${event.label}: ${event.message}`);
  if (event.kind === 'step-start') console.info(`${event.label} …`);
}

export async function setup(project: TestProject): Promise<void> {
  const environment = process.env;
  const home = environment['KINGLET_HOME'] ?? join(homedir(), '.kinglet');
  const catalog = loadCatalog();
  const signal = new AbortController().signal;
  const launch = await provisionEngine(
    {
      home,
      engines: catalog.engines,
      machine: await describeMachine(),
      configuredPath: environment['KINGLET_ENGINE_PATH'] ?? null,
      environment,
    },
    report,
    signal,
  );
  console.info(launch.reason);
  async function model(id: SmallModelId): Promise<InstalledModel> {
    const entry = catalog.models.find((candidate) => candidate.id === id);
    if (entry === undefined) throw new Error(`the catalogue has no ${id}`);
    return provisionModel({ home, model: entry, environment }, report, signal);
  }
  const [entry] = loadEncoders();
  const files = await provisionEncoder({ home, encoder: entry, environment }, { onProgress: report, signal });
  project.provide('encoder', { entry, files });
  project.provide('kingletHome', home);
  project.provide('engineLaunch', launch);
  project.provide('smallModels', {
    'qwen2.5-coder-0.5b-instruct': await model('qwen2.5-coder-0.5b-instruct'),
    'smollm2-135m-instruct': await model('smollm2-135m-instruct'),
  });
}
