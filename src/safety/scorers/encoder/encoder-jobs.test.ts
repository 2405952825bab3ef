// In: asks with windows, taken in any order and some given up. Out: each window is planned once, each ask ends once with its outputs in their
// order, and the short one does not wait for the long one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EncoderJobs, type PlannedWindow } from './encoder-jobs.ts';

const rowOf = (ask: number, place: number, length: number): readonly number[] =>
  Array.from({ length }, () => ask * 1000 + place);

function readAll(jobs: EncoderJobs, maxPaddedTokens: number): Map<number, readonly ArrayLike<number>[]> {
  const ended = new Map<number, readonly ArrayLike<number>[]>();
  for (let batch = jobs.plan(maxPaddedTokens); batch.length > 0; batch = jobs.plan(maxPaddedTokens)) {
    const width = Math.max(...batch.map(({ row }) => row.length));
    expect(batch.length === 1 || width * batch.length <= maxPaddedTokens).toBe(true);
    for (const window of batch) {
      const outputs = jobs.read(window, [window.ask, window.place]);
      if (outputs === null) continue;
      expect(ended.has(window.ask)).toBe(false);
      ended.set(window.ask, outputs);
    }
  }
  return ended;
}

test('each ask that is not given up ends once, with the outputs of its windows in their order', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          lengths: fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 9 }),
          isLeft: fc.boolean(),
        }),
        { maxLength: 8 },
      ),
      fc.integer({ min: 1, max: 300 }),
      (asks, maxPaddedTokens) => {
        const jobs = new EncoderJobs();
        for (const [ask, { lengths }] of asks.entries())
          jobs.add(
            ask,
            lengths.map((length, place) => rowOf(ask, place, length)),
          );
        for (const [ask, { isLeft }] of asks.entries()) if (isLeft) jobs.cancel(ask);
        const ended = readAll(jobs, maxPaddedTokens);
        const expected = [...asks.entries()].flatMap(([ask, { lengths, isLeft }]) =>
          isLeft ? [] : [[ask, lengths.map((_, place) => [ask, place])] as const],
        );
        expect(ended).toEqual(new Map(expected));
      },
    ),
  ));

test('a short ask that comes behind a long one is read with its first windows', () => {
  const jobs = new EncoderJobs();
  jobs.add(
    1,
    Array.from({ length: 100 }, (_, place) => rowOf(1, place, 60)),
  );
  const first = jobs.plan(128);
  jobs.add(2, [rowOf(2, 0, 10)]);
  expect(first.map(({ ask }) => ask)).toEqual([1, 1]);
  expect(jobs.plan(128).map(({ ask }) => ask)).toContain(2);
});

test('outputs of an ask that was given up meanwhile are nobody’s', () => {
  const jobs = new EncoderJobs();
  jobs.add(1, [[1], [2]]);
  const [window] = jobs.plan(1);
  jobs.cancel(1);
  expect(jobs.read(window as PlannedWindow, [0])).toBeNull();
  expect(jobs.plan(10)).toEqual([]);
});
