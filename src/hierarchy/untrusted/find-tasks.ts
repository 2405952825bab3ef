// In: a text in sentences, and a scorer of tasks out of place. Out: which of its sentences are such tasks. Knows no policy.
import type { InstructionScorer } from './instruction-model.ts';
import { foundFrom } from './narrow-attack.ts';
import type { ScreenedText } from './screened-text.ts';

/** What stands beside a found task is part of it from here on. */
const besideFrom = 0.2;

/** Sentences that score as much as `from` are tasks. */
export function findTasks(
  { sentences, found }: ScreenedText,
  scoreInstructions: InstructionScorer,
  from = foundFrom,
): void {
  const scores = scoreInstructions(sentences);
  const tasks = [...scores.keys()].filter((place) => (scores[place] ?? 0) >= from);
  for (const place of tasks) {
    found.add(place);
    for (const step of [-1, 1])
      for (let next = place + step; (scores[next] ?? 0) >= besideFrom; next += step) found.add(next);
  }
}
