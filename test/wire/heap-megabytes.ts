// In: nothing. Out: what this process holds on to when its garbage is gone. Knows no service.
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

export async function heapMegabytes(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    await sleep(20);
    collect();
  }
  return process.memoryUsage().heapUsed / 1e6;
}
