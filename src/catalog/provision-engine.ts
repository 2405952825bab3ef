// In: the home, the machine and what is configured. Out: the engine to start: the first source that has one that runs here, and one
// line saying which and why. Fetches at most one. Starts none, and knows no model.
import { Fault } from '../contract/fault.ts';
import { engineFromNativeBuild } from './engine-from-native-build.ts';
import { engineFromPath } from './engine-from-path.ts';
import { engineFromRelease } from './engine-from-release.ts';
import { engineFromWheel } from './engine-from-wheel.ts';
import type { EngineLaunch } from './engine-launch.ts';
import type { EngineOffer, EngineSourceFinder, EngineTask, ProvisionEngineOptions } from './engine-options.ts';
import { probeLlamaServer } from './probe-llama-server.ts';
import type { OnProgress } from './progress.ts';

/** Best first. */
const sources: readonly { readonly name: string; readonly find: EngineSourceFinder }[] = [
  { name: 'PATH', find: engineFromPath },
  { name: 'native build', find: engineFromNativeBuild },
  { name: 'official release', find: engineFromRelease },
  { name: 'xllamacpp wheel', find: engineFromWheel },
];

export async function provisionEngine(
  options: ProvisionEngineOptions,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<EngineLaunch> {
  const task = { ...options, onProgress, signal };
  if (options.configuredPath !== null) return useConfigured(options.configuredPath, task);
  // What is here already serves at once, network or not; only an empty home fetches.
  const here = await firstOf({ ...task, isFetchAllowed: false });
  if (here.launch !== null) return here.launch;
  const fetched = await firstOf(task);
  if (fetched.launch !== null) return fetched.launch;
  throw new Fault(
    'engine_not_found',
    `No inference engine can be used. ${fetched.skipped.join('; ')}. Install llama.cpp and set KINGLET_ENGINE_PATH to ` +
      'its llama-server, or use a running server with KINGLET_UPSTREAM_URL.',
  );
}

async function firstOf(
  task: EngineTask,
): Promise<{ readonly launch: EngineLaunch | null; readonly skipped: readonly string[] }> {
  const skipped: string[] = [];
  for (const { name, find } of sources) {
    const offer = await ask(find, task);
    if ('launch' in offer) {
      const passedOver = skipped.length === 0 ? '' : ` (${skipped.join('; ')})`;
      return { launch: { ...offer.launch, reason: `llama.cpp ${offer.what}${passedOver}` }, skipped };
    }
    skipped.push(`${name}: ${offer.obstacle}`);
    if (task.isFetchAllowed !== false) {
      task.onProgress({ kind: 'notice', label: 'engine', message: `${name} skipped: ${offer.obstacle}` });
    }
  }
  return { launch: null, skipped };
}

async function useConfigured(path: string, { engines, environment, signal }: EngineTask): Promise<EngineLaunch> {
  const probe = await probeLlamaServer(path, engines.minimumBuild, environment, signal);
  if ('obstacle' in probe) {
    throw new Fault(
      'engine_not_found',
      `The configured engine cannot be used: ${probe.obstacle}. Correct KINGLET_ENGINE_PATH.`,
    );
  }
  return {
    kind: 'llama-server',
    command: path,
    arguments: [],
    environment: {},
    build: probe.build,
    source: 'path',
    reason: `llama.cpp build ${probe.build}, as configured (${path})`,
    hint: null,
  };
}

/** A source that fails is passed over; a full disk would fail the next one too. */
async function ask(find: EngineSourceFinder, task: EngineTask): Promise<EngineOffer> {
  try {
    return await find(task);
  } catch (error) {
    task.signal.throwIfAborted();
    if (!(error instanceof Fault) || error.code === 'disk_full') throw error;
    return { obstacle: error.message };
  }
}
