// In: the home of a service that has just started. Out: waits until the index of the installed packages is there, which a first start builds
// behind its first answers: half a minute of a core that is no part of any load.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const limitMs = 300_000;

export async function waitUntilIndexed(home: string, signal: AbortSignal): Promise<void> {
  const path = join(home, 'protected', 'npm-packages.idx');
  for (const deadlineMs = Date.now() + limitMs; !existsSync(path); await sleep(200, undefined, { signal }))
    if (Date.now() > deadlineMs) throw new Error(`${path} was not built`);
}
