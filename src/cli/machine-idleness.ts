// In: the processor's counters at two times. Out: whether the machine has so little else to do that measuring on it tells anything.
import { cpus } from 'node:os';
import type { Clock } from '../base/clock.ts';

const sampleMs = 1000;
const leastIdleShare = 0.8;

type Counters = readonly { readonly times: { readonly idle: number; readonly [mode: string]: number } }[];

export async function isMachineIdle(
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
  read: () => Counters = cpus,
): Promise<boolean> {
  const before = sumOf(read());
  await clock.sleep(sampleMs, signal);
  const after = sumOf(read());
  const total = after.total - before.total;
  // Where the system does not tell, nothing speaks against it.
  return total <= 0 || (after.idle - before.idle) / total >= leastIdleShare;
}

function sumOf(counters: Counters): { readonly idle: number; readonly total: number } {
  let [idle, total] = [0, 0];
  for (const { times } of counters) {
    idle += times.idle;
    for (const count of Object.values(times)) total += count;
  }
  return { idle, total };
}
