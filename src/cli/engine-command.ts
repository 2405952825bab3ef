// In: the configuration. Out: which engine would run here, from where and with which parameters; or a native build of it, or how fast it is.
// Starts none and fetches nothing unless it is asked to build or to measure.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { buildEngine } from '../catalog/build-engine.ts';
import type { EngineLaunch } from '../catalog/engine-launch.ts';
import type { ProvisionEngineOptions } from '../catalog/engine-options.ts';
import { readGgufHeader } from '../catalog/gguf-header.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { describeMachine } from '../catalog/machine.ts';
import { Fault } from '../contract/fault.ts';
import type { Command, CommandContext } from './command.ts';
import { describeEngine } from './describe-engine.ts';
import { findInstalledChoice } from './find-installed-choice.ts';
import { findInstalledEngine } from './find-installed-engine.ts';
import { llamaModelOptions } from './llama-model-options.ts';
import { isMachineIdle } from './machine-idleness.ts';
import { planLlama } from './plan-llama.ts';
import { renderEngine } from './render-engine.ts';
import { renderProgress } from './render-progress.ts';
import { tuneLlama, whyNotTuned } from './tune-llama.ts';
import { describeTuning } from './tuning.ts';

export const engineCommand: Command = {
  name: 'engine',
  wordsUsage: '[build|tune]',
  wordCount: { least: 0, most: 1 },
  summary: 'which engine, from where, for which CPU features; build makes a native one, tune measures it',
  details: `Without a word it tells which llama.cpp the next start uses and why, and what threads, batch, context, flash attention and
KV types are chosen for this machine. engine build compiles llama.cpp for exactly this processor (cmake and a C++
compiler, about 10 minutes); the engine in use stays as it is until the build has succeeded. engine tune measures now, in
about 20 seconds, what a service measures when nobody asks anything: stop the service before it.`,
  run: async (context) => {
    const { words, terminal, isJson } = context;
    const [word] = words;
    if (word === 'build') return build(context);
    if (word === 'tune') return tune(context);
    if (word !== undefined) {
      terminal.say(
        `kinglet: engine knows no ${word}. Try: kinglet engine, kinglet engine build or kinglet engine tune`,
      );
      return 2;
    }
    const description = await describeEngine(context);
    terminal.print(isJson ? JSON.stringify(description, null, 2) : renderEngine(description));
    return 0;
  },
};

async function build(context: CommandContext): Promise<number> {
  const { config, environment, terminal, signal, isJson } = context;
  const { engines } = loadCatalog();
  const machine = await describeMachine(environment);
  const options: ProvisionEngineOptions = {
    home: config.home,
    engines,
    machine,
    configuredPath: config.engine.path,
    environment,
  };
  const progress = renderProgress(terminal, systemClock, (text) => process.stderr.write(text));
  let built: EngineLaunch;
  try {
    built = await buildEngine(options, progress.onProgress, signal);
  } finally {
    progress.close();
  }
  const { launch: next, reason } = await findInstalledEngine(options, signal);
  const isUsedNext = config.engine.kind === 'llama' && next?.command === built.command;
  if (isJson) terminal.print(JSON.stringify({ built, isUsedNext }, null, 2));
  else terminal.print(built.command);
  terminal.say(`kinglet: ${built.reason}`);
  terminal.say(
    isUsedNext
      ? 'kinglet: the next start uses it'
      : `kinglet: the next start does not use it, but ${config.engine.kind === 'llama' ? reason : 'the configured upstream'}`,
  );
  return 0;
}

async function tune(context: CommandContext): Promise<number> {
  const { config, environment, terminal, signal, isJson } = context;
  const catalog = loadCatalog();
  const machine = await describeMachine(environment);
  const asked = {
    home: config.home,
    engines: catalog.engines,
    machine,
    configuredPath: config.engine.path,
    environment,
  };
  const [{ launch }, { model }] = await Promise.all([
    findInstalledEngine(asked, signal),
    findInstalledChoice({ context, catalog, machine, onProgress: () => undefined }),
  ]);
  if (config.engine.kind !== 'llama' || launch === null || model === null)
    throw new Fault('engine_not_found', 'There is no engine and model of ours here to measure; npm start brings them.');
  const header = await readGgufHeader(model.path);
  const slotSaveFolder = mkdtempSync(join(tmpdir(), 'kinglet-tune-'));
  try {
    const { untuned, subject } = planLlama({ config, machine, launch, model, header, slotSaveFolder });
    if (subject === null) throw new Fault('config_invalid', 'engine.tune is off: nothing is measured.');
    const tuning = {
      ...{ home: config.home, subject, machine, modelBytes: header.fileBytes },
      ...{ options: llamaModelOptions(launch, model, header, { furtherCallLogprob: null, leastCallLogprob: null }) },
      ...{ parameters: untuned.parameters, base: untuned.settings },
    };
    const reason = whyNotTuned(tuning);
    if (reason !== null) throw new Fault('engine_start_failed', `The engine is not measured: ${reason}.`);
    if (!(await isMachineIdle(systemClock, signal)))
      throw new Fault(
        'engine_start_failed',
        'The machine is busy with other things: what is measured now would not hold.',
      );
    const result = await tuneLlama(tuning, signal);
    terminal.print(isJson ? JSON.stringify(result, null, 2) : describeTuning(result));
    return 0;
  } finally {
    rmSync(slotSaveFolder, { recursive: true, force: true });
  }
}
