// In: how nice the calling thread shall be. Out: it is, where a thread can be. Knows no work.
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** On Linux a priority belongs to a thread, and threads that it starts inherit it. Elsewhere it would be the whole service's. */
export function makeWay(niceness: number): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // Without /proc it computes at the common priority.
  }
}
