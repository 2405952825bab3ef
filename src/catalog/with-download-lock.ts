// In: what is to be fetched and the work of fetching it. Out: that work done by one process at a time; the others wait and say
// for whom. Knows no source.
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from './home-lock.ts';
import type { Watch } from './progress.ts';

const pollMs = 250;
const remindMs = 15_000;

export async function withDownloadLock<Result>(
  locksFolder: string,
  purpose: string,
  { onProgress, signal }: Watch,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    signal.throwIfAborted();
    const attempt = tryLock(locksFolder, purpose);
    if ('lock' in attempt) {
      try {
        return await work();
      } finally {
        attempt.lock.release();
      }
    }
    if (waitedMs % remindMs === 0) {
      const message = `process ${attempt.holder.pid} is already at it (${purpose}); waiting for it to finish`;
      onProgress({ kind: 'notice', label: purpose, message });
    }
    await sleep(pollMs, undefined, { signal });
  }
}
