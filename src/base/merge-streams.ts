// In: several async iterables. Out: one, in order of arrival, pulled lazily; ending it ends them all. Knows nothing of what flows.

/** The first error ends the merged stream, after the others were told to return. */
export async function* mergeStreams<Value>(sources: readonly AsyncIterable<Value>[]): AsyncGenerator<Value> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const pending = new Map(iterators.map((iterator, index) => [index, advance(iterator, index)]));
  try {
    while (pending.size > 0) {
      const { index, result } = await Promise.race(pending.values());
      const iterator = iterators[index];
      if (result.done === true || iterator === undefined) {
        pending.delete(index);
        continue;
      }
      pending.set(index, advance(iterator, index));
      yield result.value;
    }
  } finally {
    for (const promise of pending.values()) promise.catch(() => undefined);
    await Promise.allSettled([...pending.keys()].map((index) => iterators[index]?.return?.()));
  }
}

async function advance<Value>(
  iterator: AsyncIterator<Value>,
  index: number,
): Promise<{ readonly index: number; readonly result: IteratorResult<Value> }> {
  return { index, result: await iterator.next() };
}
