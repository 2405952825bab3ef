// In: items as they come, how many may be under way, and the work on one. Out: results in the items' order, as soon as they can be. No more
// items are taken than are under way. Knows nothing of the work.

/** The first failure in the items' order is thrown; what is under way then is left to end by itself. */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for await (const item of items) {
    const result = work(item);
    // It is awaited in its turn; until then its failure is nobody's.
    result.catch(() => {});
    underWay.push(result);
    const first = underWay.length >= limit ? underWay.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const result of underWay) yield await result;
}
