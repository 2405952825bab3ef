// In: a command line, over an IPC channel to the parent. Out: that command as a child that cannot outlive the parent: when the
// channel closes, by whatever death, the child is killed. Runs as a process of its own; knows nothing of what it guards.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const [command = '', ...words] = process.argv.slice(2);

// Where the kernel offers it, the child also dies with this guard itself.
const setPrivileges = '/usr/bin/setpriv';
const isKernelBound = process.platform === 'linux' && existsSync(setPrivileges);
const child = isKernelBound
  ? spawn(setPrivileges, ['--pdeathsig', 'KILL', '--', command, ...words], { stdio: ['pipe', 'inherit', 'inherit'] })
  : spawn(command, words, { stdio: ['pipe', 'inherit', 'inherit'] });

process.on('disconnect', () => {
  child.kill('SIGKILL');
  process.exit(1);
});
process.on('message', (signal) => {
  if (signal === 'SIGTERM' || signal === 'SIGKILL') child.kill(signal);
});
// The terminal's Ctrl-C reaches the whole group; the parent decides when the child stops.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on('spawn', () => process.send?.({ pid: child.pid }));
child.on('exit', (code, signal) => {
  process.disconnect();
  process.exitCode = code ?? (signal === null ? 1 : 128);
  process.exit();
});
