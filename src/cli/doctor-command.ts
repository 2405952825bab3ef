// In: the configuration and the machine. Out: one finding for everything that a start and a request need, with what to do. Changes
// nothing and fetches nothing.
import { checkReachability } from '../catalog/check-reachability.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { describeMachine } from '../catalog/machine.ts';
import { type ExplainedSetting, explainConfig } from '../config/explain-config.ts';
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
    const findings = config.engine.kind === 'upstream' ? await examineUpstream(context) : await examineLocal(context);
    const isHealthy = findings.every(({ level }) => level !== 'problem');
    const settings: readonly ExplainedSetting[] = explainConfig(config);
    terminal.print(
      isJson ? JSON.stringify({ isHealthy, findings, settings }, null, 2) : renderDoctor(findings, settings),
    );
    return isHealthy ? 0 : 1;
  },
};

async function examineUpstream({ config, signal }: CommandContext): Promise<readonly Finding[]> {
  const [disk, address, upstream] = await Promise.all([
    checkDisk(config.home, 0),
    checkAddress(config, signal),
    checkUpstream(config.engine, signal),
  ]);
  return [checkNode(process.versions.node), disk, ...address.findings, upstream];
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
