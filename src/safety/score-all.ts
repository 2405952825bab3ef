// In: texts and a scorer. Out: what it finds in each, one for each. Knows no policy.
import { Fault } from '../contract/fault.ts';
import type { ScoreAsk, TextScorer, TextScores } from '../contract/safety.ts';

/** An answer that is not one score for each text is a Fault `internal`: nobody knows whose scores they are. */
export async function scoreAll(
  scorer: TextScorer,
  asks: readonly ScoreAsk[],
  signal: AbortSignal,
): Promise<readonly TextScores[]> {
  const scores = await scorer.score(asks, signal);
  if (scores.length === asks.length) return scores;
  throw new Fault('internal', `The scorer ${scorer.id} answered ${scores.length} of ${asks.length} texts.`);
}
