// In: candidates of known probability. Out: the likeliest by the mean over their tokens, whatever the order in which they came.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pickLikeliest } from './pick-likeliest.ts';
import type { RawPiece } from './text-pieces.ts';

const said = (choice: number, text: string, logprob: number): RawPiece => ({
  kind: 'text-delta',
  choice,
  text,
  logprobs: [{ token: text, bytes: [], logprob, top: [] }],
});
const finish = (choice: number): RawPiece => ({ kind: 'finish', choice, reason: 'stop', stopText: null });
const usage: RawPiece = { kind: 'usage', usage: { promptTokens: 1, completionTokens: 9, cachedTokens: 0 } };

async function picked(pieces: readonly RawPiece[], candidates: number, choices: number): Promise<readonly RawPiece[]> {
  async function* stream() {
    yield* pieces;
  }
  const kept: RawPiece[] = [];
  for await (const piece of pickLikeliest(stream(), { candidates, choices })) kept.push(piece);
  return kept;
}

test('a long answer is not unlikely for its length; an empty one is the last', async () => {
  const pieces = [said(1, 'x', -0.5), finish(1), finish(0), said(2, 'y', -0.4), said(2, 'z', -0.4), finish(2), usage];
  expect(await picked(pieces, 3, 2)).toEqual([
    said(0, 'y', -0.4),
    said(0, 'z', -0.4),
    finish(0),
    said(1, 'x', -0.5),
    finish(1),
    usage,
  ]);
});

test('of every prompt its own, in any order of arrival', async () => {
  const logprobs = fc.array(fc.array(fc.integer({ min: -50, max: 0 }), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(logprobs, fc.infiniteStream(fc.nat(8)), async (prompts, order) => {
      const queues = prompts.flatMap((own, prompt) =>
        own.map((logprob, index) => [said(prompt * 3 + index, `${prompt}`, logprob), finish(prompt * 3 + index)]),
      );
      const woven: RawPiece[] = [];
      while (queues.some((queue) => queue.length > 0)) {
        const waiting = queues.filter((queue) => queue.length > 0);
        const next = waiting[(order.next().value ?? 0) % waiting.length]?.shift();
        if (next !== undefined) woven.push(next);
      }
      const kept = await picked([...woven, usage], 3, 2);
      const told = kept.flatMap((piece) =>
        piece.kind === 'text-delta' ? [[piece.choice, piece.text, piece.logprobs[0]?.logprob]] : [],
      );
      const expected = prompts.flatMap((own, prompt) =>
        [...own]
          .sort((one, other) => other - one)
          .slice(0, 2)
          .map((logprob, rank) => [prompt * 2 + rank, `${prompt}`, logprob]),
      );
      expect(told).toEqual(expected);
    }),
  );
});
