// In: PATH. Out: the llama-server that lies there, when it is new enough. Installs nothing.
import type { EngineSourceFinder } from './engine-options.ts';
import { findOnPath } from './find-on-path.ts';
import { probeLlamaServer } from './probe-llama-server.ts';

export const engineFromPath: EngineSourceFinder = async ({ engines, environment, signal }) => {
  const path = findOnPath('llama-server', environment);
  if (path === null) return { obstacle: 'no llama-server there' };
  const probe = await probeLlamaServer(path, engines.minimumBuild, environment, signal);
  if ('obstacle' in probe) return probe;
  return {
    what: `build ${probe.build} found on PATH (${path})`,
    launch: {
      kind: 'llama-server',
      command: path,
      arguments: [],
      environment: {},
      build: probe.build,
      source: 'PATH',
      hint: null,
    },
  };
};
