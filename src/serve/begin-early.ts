// In: an iteration that takes its time to begin, and a decision on it that takes its own. Out: the iteration, decided: it begins at once where
// the decision is slow, and is given up where it is negative. Pure but for the clock it is given.
import type { Clock } from '../base/clock.ts';

/** A decision that comes sooner, as the first stage's does, is waited for: then nothing is begun in vain. */
const graceMs = 8;

/** Rejects with the decision's error at once; the signal that the iteration was given is aborted then. */
export async function beginEarly<Item>(
  start: (signal: AbortSignal) => AsyncIterable<Item>,
  decision: Promise<unknown>,
  clock: Pick<Clock, 'after'>,
): Promise<AsyncIterable<Item>> {
  const isDecided = await isSettledWithin(decision, clock);
  const refusal = new AbortController();
  const iterator = start(refusal.signal)[Symbol.asyncIterator]();
  if (isDecided) return { [Symbol.asyncIterator]: () => iterator };
  const first = iterator.next();
  // Its error is told to whoever pulls it.
  first.catch(() => undefined);
  try {
    await decision;
  } catch (error) {
    // Before its first item it would otherwise be waited for: the whole of a prompt.
    refusal.abort();
    iterator.return?.().catch(() => undefined);
    throw error;
  }
  return resumed(first, iterator);
}

/** Rejects with the decision's error. */
function isSettledWithin(decision: Promise<unknown>, clock: Pick<Clock, 'after'>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const disarm = clock.after(graceMs, () => resolve(false));
    decision.then(
      () => {
        disarm();
        resolve(true);
      },
      (error: unknown) => {
        disarm();
        reject(error);
      },
    );
  });
}

async function* resumed<Item>(
  first: Promise<IteratorResult<Item>>,
  iterator: AsyncIterator<Item>,
): AsyncGenerator<Item> {
  try {
    for (let result = await first; result.done !== true; result = await iterator.next()) yield result.value;
  } finally {
    await iterator.return?.();
  }
}
