// In: decisions that are quick, slow, good and bad. Out: what is begun, and when; nothing stays open.
import { expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { beginEarly } from './begin-early.ts';

function counting() {
  const seen = { begun: 0, ended: 0 };
  async function* items() {
    seen.begun += 1;
    try {
      yield* [1, 2, 3];
    } finally {
      seen.ended += 1;
    }
  }
  return { seen, items };
}

const later = (work: () => void, ms = 200) =>
  new Promise<void>((resolve, reject) =>
    setTimeout(() => {
      try {
        work();
        resolve();
      } catch (error) {
        reject(error);
      }
    }, ms),
  );

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const seen: Item[] = [];
  for await (const item of items) seen.push(item);
  return seen;
}

test('what is decided at once is begun by whoever pulls', async () => {
  const { seen, items } = counting();
  const begun = await beginEarly(items, Promise.resolve(), systemClock);
  expect(seen.begun).toBe(0);
  expect(await all(begun)).toEqual([1, 2, 3]);
});

test('what is decided late has begun by then, and loses nothing', async () => {
  const { seen, items } = counting();
  const begun = await beginEarly(
    items,
    later(() => expect(seen.begun).toBe(1)),
    systemClock,
  );
  expect(await all(begun)).toEqual([1, 2, 3]);
  expect(seen.ended).toBe(1);
});

test('what is refused is given up, or never begun', async () => {
  const late = counting();
  const refusal = () => {
    throw new Error('no');
  };
  await expect(beginEarly(late.items, later(refusal), systemClock)).rejects.toThrow('no');
  expect(late.seen).toEqual({ begun: 1, ended: 1 });
  const quick = counting();
  await expect(beginEarly(quick.items, Promise.reject(new Error('no')), systemClock)).rejects.toThrow('no');
  expect(quick.seen.begun).toBe(0);
});

test('a refusal waits for nothing that was begun: it is told to stop', async () => {
  let isStopped = false;
  const begun = (signal: AbortSignal) =>
    (async function* () {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      isStopped = true;
      yield 1;
    })();
  const refusal = () => {
    throw new Error('no');
  };
  await expect(beginEarly(begun, later(refusal, 30), systemClock)).rejects.toThrow('no');
  await later(() => undefined, 10);
  expect(isStopped).toBe(true);
  const deaf = () =>
    (async function* () {
      await new Promise(() => undefined);
      yield 1;
    })();
  await expect(beginEarly(deaf, later(refusal, 30), systemClock)).rejects.toThrow('no');
});

test('who stops pulling ends it', async () => {
  const { seen, items } = counting();
  for await (const item of await beginEarly(
    items,
    later(() => undefined),
    systemClock,
  )) {
    expect(item).toBe(1);
    break;
  }
  expect(seen.ended).toBe(1);
});
