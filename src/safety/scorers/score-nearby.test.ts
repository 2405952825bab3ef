// In: texts short and long, finished and not. Out: the thread's scores for all of them; those short and unfinished without asking it.
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ScoreAsk } from '../../contract/safety.ts';
import { defaultArtifactFolder, loadArtifact } from './artifact.ts';
import { openWorkerScorer } from './score-in-worker.ts';
import { scoreNearby } from './score-nearby.ts';

const never = new AbortController().signal;
const begun = {
  text: 'Then he took the knife and said: I will kill you',
  origin: 'completion',
  isUnfinished: true,
} as const;

test.each<{ name: string; ask: ScoreAsk; isAsked: boolean }>([
  { name: 'a beginning', ask: begun, isAsked: false },
  { name: 'a finished sentence', ask: { text: begun.text, origin: 'completion' }, isAsked: true },
  { name: 'a long beginning', ask: { ...begun, text: begun.text.repeat(20) }, isAsked: true },
  { name: 'nothing yet', ask: { ...begun, text: '' }, isAsked: false },
])('$name: scored as its thread would', async ({ ask, isAsked }) => {
  const threads = await openWorkerScorer();
  onTestFinished(() => threads.stop());
  const score = vi.fn<typeof threads.score>((asks, signal) => threads.score(asks, signal));
  const scorer = scoreNearby({ ...threads, score }, loadArtifact(defaultArtifactFolder));
  expect(await scorer.score([ask], never)).toEqual(await threads.score([ask], never));
  expect(score).toHaveBeenCalledTimes(isAsked ? 1 : 0);
  expect(scorer).toMatchObject({ id: threads.id, version: threads.version, tellsClear: true });
});
