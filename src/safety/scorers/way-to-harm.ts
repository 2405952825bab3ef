// In: what the first stage says of a stretch of text. Out: how far that is on the way to the first level of a head, of the nearest one, and whether
// it is so far from all that nobody needs to look closer. Pure.
import { harmCategories, type TextOrigin } from '../../contract/safety.ts';
import type { FirstStageArtifact, HeadDescription } from './artifact.ts';
import { type Head, heads } from './heads.ts';
import { scoreReading } from './linear-model.ts';

/**
 * Of the way from a text that says nothing to the first level: who comes so far is looked at more closely. Hate is often said without a word that the
 * first stage knows, and plain texts are far from it (half of a general model's prompts below -0.9); of all else what is found in the end
 * comes near, and so do plain texts that ask for something. Of held-out texts of other people in which both stages together find hate from level 4 on, 2% are
 * clear by it (3% by 0.35 for all heads); of 374 with anything else five, which their sets call harmless. Not clear are 14% of dolly's prompts and 38% of
 * self_instruct's (41% and 76%).
 */
const clearShares: Readonly<Record<Head, number>> = {
  hate: 0,
  sexual: 0.65,
  violence: 0.6,
  selfHarm: 0.65,
  jailbreak: 0.6,
  indirectAttack: 0.7,
};

/** 0: a text that says nothing; 1: the first level. */
export function wayToFirstLevel(score: number, { bias, cuts: [first = 0] }: HeadDescription): number {
  return (score - bias) / (first - bias);
}

/** The nearest of some heads; one score for each head of the artifact. Minus infinity for a text without words. */
export function nearestWay(
  scores: ArrayLike<number>,
  { heads: described }: Pick<FirstStageArtifact, 'heads'>,
  sought: readonly Head[] = heads,
): number {
  return Math.max(...sought.map((head) => wayToFirstLevel(scores[heads.indexOf(head)] ?? 0, described[head])));
}

/** The same of a stretch in plain characters. */
export function nearestWayOf(stretch: string, artifact: FirstStageArtifact): number {
  return nearestWay(scoreReading(artifact.model, stretch), artifact);
}

/** What matters in a text, by whose it is. */
export function soughtHeads(origin: TextOrigin): readonly Head[] {
  if (origin === 'completion') return harmCategories;
  return [...harmCategories, origin === 'user' ? 'jailbreak' : 'indirectAttack'];
}

/** Whether nothing that matters is near; one score for each head of the artifact. */
export function isClear(
  scores: ArrayLike<number>,
  { heads: described }: Pick<FirstStageArtifact, 'heads'>,
  origin: TextOrigin,
): boolean {
  return soughtHeads(origin).every(
    (head) => wayToFirstLevel(scores[heads.indexOf(head)] ?? 0, described[head]) < clearShares[head],
  );
}
