// In: texts out of documents, and a scorer. Out: which of them try to take a model over. Knows no policy.
import type { TextScorer } from '../contract/safety.ts';
import { scoreAll } from '../safety/score-all.ts';

const attackFrom = 0.5;

export async function findAttacks(
  texts: readonly string[],
  scorer: TextScorer,
  signal: AbortSignal,
): Promise<readonly boolean[]> {
  if (texts.length === 0) return [];
  const scores = await scoreAll(
    scorer,
    texts.map((text) => ({ text, origin: 'document' as const })),
    signal,
  );
  return scores.map(({ detections }) => (detections?.indirectAttack ?? 0) >= attackFrom);
}
