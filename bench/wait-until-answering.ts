// In: a path on a loopback port. Out: waits until it answers 200, or tells why not. Knows nothing of who answers.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './children.ts';

export async function waitUntilAnswering(
  url: string,
  headers: Readonly<Record<string, string>>,
  child: Child,
  limitMs: number,
  signal: AbortSignal,
): Promise<void> {
  const deadlineMs = Date.now() + limitMs;
  while (Date.now() < deadlineMs) {
    signal.throwIfAborted();
    if (child.process.exitCode !== null) throw new Error(`a side of the bench ended:\n${child.logTail()}`);
    const answer = await fetch(url, { headers, signal: AbortSignal.any([signal, AbortSignal.timeout(2000)]) }).catch(
      () => null,
    );
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await sleep(100, undefined, { signal });
  }
  throw new Error(`${url} does not answer:\n${child.logTail()}`);
}
