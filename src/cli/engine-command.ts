// In: the configuration. Out: which engine would run here, from where and with which parameters; or a native build of it. Starts none,
// and fetches nothing unless a build is asked for.
import { systemClock } from '../base/clock.ts';
import { buildEngine } from '../catalog/build-engine.ts';
import type { EngineLaunch } from '../catalog/engine-launch.ts';
import type { ProvisionEngineOptions } from '../catalog/engine-options.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { describeMachine } from '../catalog/machine.ts';
import type { Command, CommandContext } from './command.ts';
import { describeEngine } from './describe-engine.ts';
import { findInstalledEngine } from './find-installed-engine.ts';
import { renderEngine } from './render-engine.ts';
import { renderProgress } from './render-progress.ts';

export const engineCommand: Command = {
  name: 'engine',
  wordsUsage: '[build]',
  wordCount: { least: 0, most: 1 },
  summary: 'which engine, from where, for which CPU features; engine build makes a native one',
  details: `Without a word it tells which llama.cpp the next start uses and why, and what threads, batch, context, flash attention and
KV types are chosen for this machine. engine build compiles llama.cpp for exactly this processor (cmake and a C++
compiler, about 10 minutes); the engine in use stays as it is until the build has succeeded.`,
  run: async (context) => {
    const { words, terminal, isJson } = context;
    const [word] = words;
    if (word === 'build') return build(context);
    if (word !== undefined) {
      terminal.say(`kinglet: engine knows no ${word}. Try: kinglet engine, or kinglet engine build`);
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
