// In: steps of several asks. Out: one at a time, in turns; what failed or left holds nobody up.
import { expect, test } from 'vitest';
import { FairLane } from './fair-lane.ts';

const never = new AbortController().signal;

test('asks that bring step after step take turns', async () => {
  const lane = new FairLane();
  const order: string[] = [];
  let running = 0;
  const ask = async (name: string): Promise<void> => {
    for (let number = 0; number < 3; number += 1) {
      await lane.step(never, async () => {
        running += 1;
        expect(running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running -= 1;
        order.push(`${name}${number}`);
      });
    }
  };
  await Promise.all([ask('a'), ask('b')]);
  expect(order).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
});

test('a step that fails fails for its own ask only; one whose ask left is not done', async () => {
  const lane = new FairLane();
  const leaving = new AbortController();
  const failing = lane.step(never, async () => Promise.reject(new Error('broke')));
  const left = lane.step(leaving.signal, async () => expect.unreachable());
  const after = lane.step(never, async () => 'done');
  leaving.abort(new Error('left'));
  await expect(failing).rejects.toThrow('broke');
  await expect(left).rejects.toThrow('left');
  expect(await after).toBe('done');
});
