// In: streams of any pace, some failing. Out: everything comes in each stream's order; an end or a failure ends them all.
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeStreams } from './merge-streams.ts';

async function* source(name: string, count: number, log: string[], delayMs = 0, failsAt = -1): AsyncGenerator<string> {
  try {
    for (let number = 0; number < count; number += 1) {
      if (delayMs > 0) await sleep(delayMs);
      if (number === failsAt) throw new Error(`${name} failed`);
      yield `${name}${number}`;
    }
  } finally {
    log.push(name);
  }
}

async function all(stream: AsyncIterable<string>): Promise<readonly string[]> {
  const values: string[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

describe('merged streams', () => {
  test('nothing is lost, and each keeps its order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 4 }), async (counts) => {
        const values = await all(mergeStreams(counts.map((count, index) => source(`${index}-`, count, []))));
        for (const [index, count] of counts.entries())
          expect(values.filter((value) => value.startsWith(`${index}-`))).toEqual(
            Array.from({ length: count }, (_, number) => `${index}-${number}`),
          );
        expect(values).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
      }),
    );
  });

  test('a slow one does not hold a quick one', async () => {
    const values = await all(mergeStreams([source('slow', 1, [], 60), source('quick', 3, [], 1)]));
    expect(values.at(-1)).toBe('slow0');
  });

  test('ending it ends them all', async () => {
    const log: string[] = [];
    for await (const _ of mergeStreams([source('a', 9, log), source('b', 9, log), source('c', 9, log, 5)])) break;
    expect(log.sort()).toEqual(['a', 'b', 'c']);
  });

  test('a failure ends them all and is passed on once', async () => {
    const log: string[] = [];
    const merged = mergeStreams([source('a', 9, log, 1, 2), source('b', 900, log, 1)]);
    await expect(all(merged)).rejects.toThrow('a failed');
    expect(log.sort()).toEqual(['a', 'b']);
    expect(await merged.next()).toEqual({ done: true, value: undefined });
  });
});
