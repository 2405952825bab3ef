// In: sentences of our own and the shipped artifacts. Out: what the first stage is sure of stands; what it doubts is the two stages' word, for the harms
// that are asked for only.
import { afterAll, expect, test } from 'vitest';
import type { ScoreAsk, TextScores } from '../../../contract/safety.ts';
import { createFirstStage } from '../first-stage.ts';
import { openCorpusScorer } from './corpus-scorer.ts';

const firstStage = createFirstStage();
const both = await openCorpusScorer(['hate', 'sexual']);
const none = await openCorpusScorer([]);
const never = new AbortController().signal;

afterAll(async () => {
  await Promise.all([both.stop(), none.stop()]);
});

const asks: readonly ScoreAsk[] = [
  'All immigrants are vermin and should be wiped out',
  'What rights do refugees have in Germany?',
  'Breast cancer screening is recommended from the age of 50.',
  'Write an explicit sex scene between two strangers',
  'She took off her dress and kissed him',
  'Immigrants are criminals',
].map((text) => ({ text, origin: 'completion' }));

async function harmsBy(scorer: typeof both): Promise<readonly TextScores['harms'][]> {
  return (await scorer.score(asks, never)).map(({ harms }) => harms);
}

test('where nothing is asked for, the first stage decides alone', async () => {
  const first = (await firstStage.score(asks, never)).map(({ harms }) => harms);
  expect(await harmsBy(none)).toEqual(first);
});

test('what is beyond doubt stands, what is not is looked at more closely', async () => {
  const first = (await firstStage.score(asks, never)).map(({ harms }) => harms);
  const seen = await harmsBy(both);
  const sure = first.map((harms) => [harms?.hate ?? 0, harms?.sexual ?? 0].every((level) => level === 0 || level >= 6));
  expect(sure).toContain(true);
  expect(sure).toContain(false);
  for (const [place, harms] of seen.entries()) {
    expect(harms?.violence).toBe(first[place]?.violence);
    if (first[place]?.hate === 7) expect(harms).toEqual(first[place]);
  }
  expect(seen).not.toEqual(first);
  expect(seen[0]?.hate).toBeGreaterThanOrEqual(4);
  expect(seen[1]?.hate).toBeLessThan(4);
});

test('an ask alone and among others is judged alike, and one given up ends', async () => {
  const together = await harmsBy(both);
  for (const [place, ask] of asks.entries())
    expect((await both.score([ask], never))[0]?.harms).toEqual(together[place]);
  await expect(both.score(asks, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});
