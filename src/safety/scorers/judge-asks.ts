// In: texts to judge and the artifact. Out: their scores in the same order, in steps of milliseconds. Knows no thread.
import type { ScoreAsk, TextScores } from '../../contract/safety.ts';
import type { FirstStageArtifact } from './artifact.ts';
import { judgeText } from './judge-text.ts';

export function* judgeAsks(
  asks: readonly ScoreAsk[],
  artifact: FirstStageArtifact,
): Generator<undefined, readonly TextScores[]> {
  const scores: TextScores[] = [];
  for (const ask of asks) scores.push(yield* judgeText(ask, artifact));
  return scores;
}
