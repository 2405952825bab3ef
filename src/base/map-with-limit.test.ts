// In: works that take their time. Out: they keep their order and their limit, and a failure ends it.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapWithLimit } from './map-with-limit.ts';

test('results are in order, and no more than the limit are under way', async () => {
  let running = 0;
  let most = 0;
  const results = await mapWithLimit([5, 1, 4, 2, 3], 2, async (waitMs) => {
    running += 1;
    most = Math.max(most, running);
    await sleep(waitMs);
    running -= 1;
    return waitMs * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
  expect(await mapWithLimit([], 3, async () => 1)).toEqual([]);
});

test('after a failure nothing begins', async () => {
  const begun: number[] = [];
  const all = mapWithLimit([1, 2, 3, 4], 1, async (item) => {
    begun.push(item);
    if (item === 2) throw new Error('no');
    return item;
  });
  await expect(all).rejects.toThrow('no');
  expect(begun).toEqual([1, 2]);
});
