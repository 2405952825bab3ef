// In: the home. Out: the engine that was built on this machine, as long as the processor still has what it was built for. Builds
// nothing: see build-engine.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineCatalog } from './engine-entry.ts';
import type { EngineSourceFinder } from './engine-options.ts';
import { findBinary } from './find-binary.ts';
import { homeLayout } from './home-layout.ts';
import { JsonRecord } from './json-record.ts';
import { probeLlamaServer } from './probe-llama-server.ts';

const recordName = 'build.json';

export function nativeFolder(home: string, engines: EngineCatalog): string {
  return join(homeLayout(home).engines, `native-${engines.source.version}`);
}

export function writeBuildRecord(folder: string, cpuFeatures: readonly string[]): Promise<void> {
  return writeFile(join(folder, recordName), `${JSON.stringify({ cpuFeatures }, null, 2)}\n`);
}

export const engineFromNativeBuild: EngineSourceFinder = async ({ engines, environment, home, machine, signal }) => {
  const folder = nativeFolder(home, engines);
  const binary = await findBinary(folder, 'llama-server');
  if (binary === null) return { obstacle: 'none made yet' };
  const missing = (await builtFor(folder)).filter((feature) => !machine.cpuFeatures.includes(feature));
  if (missing.length > 0)
    return { obstacle: `it was built for a processor with ${missing.join(', ')}; build it again here` };
  const probe = await probeLlamaServer(binary, engines.minimumBuild, environment, signal);
  if ('obstacle' in probe) return probe;
  return {
    what: `build ${probe.build}, built for this machine`,
    launch: {
      kind: 'llama-server',
      command: binary,
      arguments: [],
      environment: {},
      build: probe.build,
      source: 'native',
      hint: null,
    },
  };
};

async function builtFor(folder: string): Promise<readonly string[]> {
  try {
    return new JsonRecord(JSON.parse(await readFile(join(folder, recordName), 'utf8')), recordName).texts(
      'cpuFeatures',
    );
  } catch {
    return [];
  }
}
