// In: texts that somebody wants analysed, and the scorer. Out: what it finds in each, in their order, nothing left out to save time. What a
// scorer did not look for is not there.
import { Fault } from '../contract/fault.ts';
import type { HarmCategory, ScoreAsk, Severity, TextScorer, TextScores } from '../contract/safety.ts';
import { failedScorersOf } from '../safety/incomplete-scores.ts';
import { scoreAll } from '../safety/score-all.ts';

export async function scoreTexts(
  asks: readonly ScoreAsk[],
  scorer: TextScorer,
  signal: AbortSignal,
): Promise<readonly TextScores[]> {
  if (asks.length === 0) return [];
  const thorough = asks.map((ask) => ({ ...ask, isThorough: true }));
  const scores = await scoreAll(scorer, thorough, signal);
  const failed = new Set(scores.flatMap(failedScorersOf));
  if (failed.size > 0) throw new Fault('internal', `The scorer ${[...failed].join(', ')} of ${scorer.id} failed.`);
  return scores;
}

export function severityOf(scores: TextScores, category: HarmCategory): Severity {
  return scores.harms?.[category] ?? 0;
}
