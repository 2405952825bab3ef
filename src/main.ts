// In: the process. Out: the command line run, signals turned into one AbortSignal, the exit code. The outermost shell.
import { readFileSync } from 'node:fs';
import { blocklistsCommand } from './cli/blocklists-command.ts';
import { chatCommand } from './cli/chat-command.ts';
import { curateCommand } from './cli/curate-command.ts';
import { doctorCommand } from './cli/doctor-command.ts';
import { engineCommand } from './cli/engine-command.ts';
import { enginesCommand } from './cli/engines-command.ts';
import { modelsCommand } from './cli/models-command.ts';
import { policiesCommand } from './cli/policies-command.ts';
import { protectCommand } from './cli/protect-command.ts';
import { pullCommand } from './cli/pull-command.ts';
import { redteamCommand } from './cli/redteam-command.ts';
import { runCommandLine } from './cli/run-command-line.ts';
import { safetyCommand } from './cli/safety-command.ts';
import { serveCommand } from './cli/serve-command.ts';
import { processTerminal } from './cli/terminal.ts';
import { tokensCommand } from './cli/tokens-command.ts';

const stopping = new AbortController();
let firstAskedMs: number | null = null;

/** Asked a second time, there is no more waiting; the guard takes the engine along. npm, the shell and the terminal may each pass on
 * one and the same Ctrl-C, so what comes within a second counts as once. */
function stop(): void {
  const nowMs = performance.now();
  firstAskedMs ??= nowMs;
  if (nowMs - firstAskedMs > 1000) process.exit(130);
  stopping.abort();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
// Nobody reads any more: `kinglet models | head`, or a terminal that was closed.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stopping.abort());
// Under the bootstrap: when it is killed outright, nobody would stop us.
process.on('disconnect', stop);

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

process.exitCode = await runCommandLine({
  words: process.argv.slice(2),
  environment: process.env,
  workingFolder: process.cwd(),
  terminal: processTerminal,
  signal: stopping.signal,
  commands: [
    serveCommand,
    chatCommand,
    tokensCommand,
    modelsCommand,
    pullCommand,
    policiesCommand,
    blocklistsCommand,
    safetyCommand,
    curateCommand,
    protectCommand,
    redteamCommand,
    engineCommand,
    enginesCommand,
    doctorCommand,
  ],
  version: String(version),
});
// An open IPC channel to the bootstrap would keep a finished command alive.
if (process.connected) process.disconnect();
