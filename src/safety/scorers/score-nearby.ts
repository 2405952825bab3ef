// In: the first stage in its threads, and its artifact. Out: the same scorer; what is short and still being written it scores here and at once,
// since the way to a thread and back costs more than that. Knows no policy.
import { runSteps } from '../../base/run-steps.ts';
import type { ScoreAsk, TextScorer } from '../../contract/safety.ts';
import type { FirstStageArtifact } from './artifact.ts';
import { judgeAsks } from './judge-asks.ts';

/** UTF-16 units of all texts together: some three tenths of a millisecond. */
const mostUnits = 512;

/** Both are of one artifact. */
export function scoreNearby(threads: TextScorer, artifact: FirstStageArtifact): TextScorer {
  return {
    ...threads,
    score: async (asks, signal) => (isNear(asks) ? runSteps(judgeAsks(asks, artifact)) : threads.score(asks, signal)),
  };
}

function isNear(asks: readonly ScoreAsk[]): boolean {
  const units = asks.reduce((sum, { text }) => sum + text.length, 0);
  return units <= mostUnits && asks.every(({ isUnfinished }) => isUnfinished === true);
}
