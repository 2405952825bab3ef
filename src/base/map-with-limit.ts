// In: items, how many of them may be under way at once, and the work on one. Out: the results in the items' order. Knows nothing of the work.

/** The first failure is thrown; of what had not begun then, nothing begins. */
export async function mapWithLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const waiting = items.entries();
  const results = new Map<number, Result>();
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (hasFailed) return;
      try {
        results.set(index, await work(item));
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
