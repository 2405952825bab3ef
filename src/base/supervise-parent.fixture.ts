// In: the path of a file. Out: a process that supervises a child, writes the child's process id there and lives until it is killed.
import { writeFileSync } from 'node:fs';
import { systemClock } from './clock.ts';
import { supervise } from './supervise.ts';

const child = supervise({
  name: 'child',
  readyTimeoutMs: 10_000,
  restartLimit: 0,
  steadyMs: 1000,
  firstBackoffMs: 100,
  longestBackoffMs: 1000,
  clock: systemClock,
  onState: () => undefined,
  launch: async () => ({
    command: process.execPath,
    arguments: ['-e', 'console.log("up"); setInterval(() => {}, 1000)'],
    environment: {},
    isReady: async () => child.logTail().includes('up'),
  }),
});
await child.whenReady(new AbortController().signal);
writeFileSync(process.argv[2] ?? '', String(child.pid()));
setInterval(() => undefined, 1000);
