// In: the configuration and the machine. Out: one finding for everything that a start and a request need, with what to do. Changes
// nothing and fetches nothing.
import { checkReachability } from '../catalog/check-reachability.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { describeMachine } from '../catalog/machine.ts';
import type { PoolEngineConfig } from '../config/config.ts';
import { type ExplainedSetting, explainConfig } from '../config/explain-config.ts';
import { usesOwnEngine } from '../config/uses-own-engine.ts';
import { checkAddress } from './check-address.ts';
import { checkEngine, checkModel } from './check-choices.ts';
import { checkDisk, checkMemory, checkNode } from './check-machine.ts';
import { checkSources } from './check-sources.ts';
import { checkBuildTools, checkPython } from './check-tools.ts';
import { checkUpstream } from './check-upstream.ts';
import type { Command, CommandContext } from './command.ts';
import type { Finding } from './finding.ts';
import type { ModelAsk } from './install-model.ts';
import { renderDoctor } from './render-doctor.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  wordsUsage: '',
  wordCount: { least: 0, most: 0 },
  summary: 'check what Kinglet needs here, and say what to do',
  details:
    'Exit code 0 when nothing is a problem (warnings are none), else 1. Settings that are not the default are listed.',
  run: async (context) => {
    const { config, terminal, isJson } = context;
    const isLocal = usesOwnEngine(config) && config.engine.kind === 'llama';
    const [own, pooled] = await Promise.all([
      isLocal ? examineLocal(context) : examineUpstream(context),
      Promise.all(config.engines.map((engine) => checkPoolEngine(engine, context.signal))),
    ]);
    const findings = [...own, ...pooled];
    const isHealthy = findings.every(({ level }) => level !== 'problem');
    const settings: readonly ExplainedSetting[] = explainConfig(config);
    terminal.print(
      isJson ? JSON.stringify({ isHealthy, findings, settings }, null, 2) : renderDoctor(findings, settings),
    );
    return isHealthy ? 0 : 1;
  },
};

async function examineUpstream({ config, signal }: CommandContext): Promise<readonly Finding[]> {
  const { url, key } = config.engine;
  const places = { label: 'upstream', keyPlace: 'KINGLET_UPSTREAM_KEY', urlPlace: 'KINGLET_UPSTREAM_URL' };
  const [disk, address, upstream] = await Promise.all([
    checkDisk(config.home, 0),
    checkAddress(config, signal),
    usesOwnEngine(config) ? [await checkUpstream({ ...places, url: url ?? '', key }, signal)] : [],
  ]);
  return [checkNode(process.versions.node), disk, ...address.findings, ...upstream];
}

function checkPoolEngine({ id, url, key }: PoolEngineConfig, signal: AbortSignal): Promise<Finding> {
  const place = `in the entry ${id} of engines`;
  return checkUpstream(
    { label: `engine ${id}`, url, key, keyPlace: `its key ${place}`, urlPlace: `its url ${place}` },
    signal,
  );
}

async function examineLocal(context: CommandContext): Promise<readonly Finding[]> {
  const { config, environment, signal } = context;
  const catalog = loadCatalog();
  const machine = await describeMachine(environment);
  const ask: ModelAsk = { context, catalog, machine, onProgress: () => undefined };
  const reachability = checkReachability({ catalog, machine, environment }, signal);
  const [python, address, sources, engine, { finding, model, downloadBytes }] = await Promise.all([
    checkPython(environment, catalog.engines.wheel.minimumPython, signal),
    checkAddress(config, signal),
    reachability,
    checkEngine(ask, reachability),
    checkModel(ask, reachability),
  ]);
  return [
    checkNode(process.versions.node),
    python,
    checkBuildTools(environment),
    await checkDisk(config.home, downloadBytes),
    checkMemory(machine, model?.memoryBytes ?? null, address.isServiceRunning),
    ...address.findings,
    engine,
    finding,
    ...checkSources(sources, environment),
  ];
}
