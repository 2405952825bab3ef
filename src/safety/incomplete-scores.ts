// In: scores of several scorers together. Out: the same with the names of those that failed beside them, so that what the others found is
// not lost with them. Pure.
import type { TextScores } from '../contract/safety.ts';

export interface IncompleteScores extends TextScores {
  /** Ids of the scorers that were asked and failed; at least one. */
  readonly failedScorers: readonly string[];
}

/** Whoever takes scores of a panel for the whole truth has to ask this. */
export function failedScorersOf(scores: TextScores): readonly string[] {
  return isIncomplete(scores) ? scores.failedScorers : [];
}

export function withFailures(scores: TextScores, failedScorers: readonly string[]): TextScores | IncompleteScores {
  return failedScorers.length === 0 ? scores : { ...scores, failedScorers };
}

function isIncomplete(scores: TextScores): scores is IncompleteScores {
  return 'failedScorers' in scores;
}
