// In: texts and the scorer. Out: what it finds in each, in their order. What a scorer did not look for is not there.
import { Fault } from '../contract/fault.ts';
import type { HarmCategory, ScoreAsk, Severity, TextScorer, TextScores } from '../contract/safety.ts';

export async function scoreTexts(
  asks: readonly ScoreAsk[],
  scorer: TextScorer,
  signal: AbortSignal,
): Promise<readonly TextScores[]> {
  if (asks.length === 0) return [];
  const scores = await scorer.score(asks, signal);
  if (scores.length === asks.length) return scores;
  throw new Fault('internal', `The scorer ${scorer.id} answered ${scores.length} of ${asks.length} texts.`);
}

export function severityOf(scores: TextScores, category: HarmCategory): Severity {
  return scores.harms?.[category] ?? 0;
}
