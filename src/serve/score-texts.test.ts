// In: scorers that answer well, too little or not at all. Out: what the use cases over them make of it.
import { expect, test } from 'vitest';
import type { ScoreAsk, TextScorer, TextScores } from '../contract/safety.ts';
import { scoreTexts, severityOf } from './score-texts.ts';

function scorer(answer: (asks: readonly ScoreAsk[]) => readonly TextScores[]): TextScorer {
  return { id: 'test', version: '1', score: async (asks) => answer(asks) };
}

const asks: readonly ScoreAsk[] = [
  { text: 'a', origin: 'user' },
  { text: 'b', origin: 'document' },
];
const { signal } = new AbortController();

test('one answer for each, and no call for none', async () => {
  const scores = await scoreTexts(
    asks,
    scorer((given) => given.map(() => ({ harms: { hate: 3 } }))),
    signal,
  );
  expect(scores.map((found) => severityOf(found, 'hate'))).toEqual([3, 3]);
  expect(scores.map((found) => severityOf(found, 'violence'))).toEqual([0, 0]);
  const never = scorer(() => {
    throw new Error('was called');
  });
  expect(await scoreTexts([], never, signal)).toEqual([]);
});

test('nothing is left out to save time', async () => {
  const seen: ScoreAsk[] = [];
  await scoreTexts(
    asks,
    scorer((given) => {
      seen.push(...given);
      return given.map(() => ({}));
    }),
    signal,
  );
  expect(seen).toEqual(asks.map((ask) => ({ ...ask, isThorough: true })));
});

test('an answer of another length is a fault, not a text without findings', async () => {
  await expect(
    scoreTexts(
      asks,
      scorer(() => [{}]),
      signal,
    ),
  ).rejects.toMatchObject({ code: 'internal' });
});

test('texts that a part of a panel did not judge are a fault, not half an answer', async () => {
  const half = scorer((given) => given.map(() => ({ harms: { hate: 0 }, failedScorers: ['guard'] })));
  await expect(scoreTexts(asks, half, signal)).rejects.toMatchObject({ code: 'internal' });
});
