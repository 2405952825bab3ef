// In: texts out of documents, and a scorer. Out: how far each tries to take a model over, and which of them do. Knows no policy.
import type { TextScorer } from '../contract/safety.ts';
import { scoreAll } from '../safety/score-all.ts';

const attackFrom = 0.5;

/** 0 to 1, found from 0.5 on. */
export async function scoreDocuments(
  texts: readonly string[],
  scorer: TextScorer,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (texts.length === 0) return [];
  const scores = await scoreAll(
    scorer,
    texts.map((text) => ({ text, origin: 'document' as const })),
    signal,
  );
  return scores.map(({ detections }) => detections?.indirectAttack ?? 0);
}

export async function findAttacks(
  texts: readonly string[],
  scorer: TextScorer,
  signal: AbortSignal,
): Promise<readonly boolean[]> {
  return (await scoreDocuments(texts, scorer, signal)).map((score) => score >= attackFrom);
}
