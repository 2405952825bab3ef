// In: nothing. Out: the calling thread computes only where the engine leaves it time. Knows no work.
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** So much nicer than the engine that its answers hardly slow down beside it. */
const niceness = 15;

/** On Linux a priority belongs to a thread, and the threads that it starts inherit it. Elsewhere it would be the whole service's. */
export function makeWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // Without /proc it computes at the common priority.
  }
}
