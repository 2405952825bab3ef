// In: asks with texts and windows, in any number and some given up. Out: each window is read once, each ask ends once with its outputs in their
// order, no batch is of two texts, and the short ask does not wait for the long one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EncoderJobs, type Row } from './encoder-jobs.ts';

const rowOf = (ask: number, text: number, place: number, length: number): Row =>
  Array.from({ length }, () => ask * 10_000 + text * 100 + place);

function readAll(jobs: EncoderJobs, maxPaddedTokens: number): Map<number, readonly (readonly ArrayLike<number>[])[]> {
  const ended = new Map<number, readonly (readonly ArrayLike<number>[])[]>();
  for (let batch = jobs.plan(maxPaddedTokens); batch !== null; batch = jobs.plan(maxPaddedTokens)) {
    const { ask, text, rows } = batch;
    const width = Math.max(...rows.map((row) => row.length));
    expect(rows.length === 1 || width * rows.length <= maxPaddedTokens).toBe(true);
    for (const [first = -1] of rows) expect(Math.floor(first / 100)).toBe(ask * 100 + text);
    const outputs = jobs.read(
      batch,
      rows.map(([first = -1]) => [first]),
    );
    if (outputs === null) continue;
    expect(ended.has(ask)).toBe(false);
    ended.set(ask, outputs);
  }
  return ended;
}

const lengths = fc.array(fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 6 }), { minLength: 1, maxLength: 4 });

test('each ask that is not given up and has windows ends once, with the outputs of each text in their order', () =>
  fc.assert(
    fc.property(
      fc.array(fc.record({ texts: lengths, isLeft: fc.boolean() }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 300 }),
      (asks, maxPaddedTokens) => {
        const jobs = new EncoderJobs();
        for (const [ask, { texts }] of asks.entries())
          jobs.add(
            ask,
            texts.map((windows, text) => windows.map((length, place) => rowOf(ask, text, place, length))),
          );
        for (const [ask, { isLeft }] of asks.entries()) if (isLeft) jobs.cancel(ask);
        const expected = [...asks.entries()].flatMap(([ask, { texts, isLeft }]) =>
          isLeft || texts.flat().length === 0
            ? []
            : [
                [
                  ask,
                  texts.map((windows, text) => windows.map((_, place) => [ask * 10_000 + text * 100 + place])),
                ] as const,
              ],
        );
        expect(readAll(jobs, maxPaddedTokens)).toEqual(new Map(expected));
      },
    ),
  ));

test('a short ask that comes behind a long one is read after the batch that is under way', () => {
  const jobs = new EncoderJobs();
  jobs.add(1, [Array.from({ length: 100 }, (_, place) => rowOf(1, 0, place, 60))]);
  expect(jobs.plan(128)).toMatchObject({ ask: 1 });
  jobs.add(2, [[rowOf(2, 0, 0, 10)]]);
  expect([jobs.plan(128)?.ask, jobs.plan(128)?.ask, jobs.plan(128)?.ask]).toEqual([1, 2, 1]);
});

test('outputs of an ask that was given up meanwhile are nobody’s', () => {
  const jobs = new EncoderJobs();
  jobs.add(1, [[[1], [2]]]);
  const batch = jobs.plan(1);
  jobs.cancel(1);
  expect(batch === null ? null : jobs.read(batch, [[0]])).toBeNull();
  expect(jobs.plan(10)).toBeNull();
});
