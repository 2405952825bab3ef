// In: what the first stage says of a stretch of text. Out: how far that is on the way to the first level of a head, of the nearest one, and whether
// it is so far from all that nobody needs to look closer. Pure.
import { harmCategories, type TextOrigin } from '../../contract/safety.ts';
import type { FirstStageArtifact, HeadDescription } from './artifact.ts';
import { type Head, heads } from './heads.ts';
import { scoreReading } from './linear-model.ts';

/**
 * Of the way from a text that says nothing to the first level. Of an answer's harmful texts (other people's) one word is shown before they come
 * so near; one word in twelve of harmless answers waits; and an answer is looked at again with every sentence, so that a closer look at
 * more of it would cost one request in twenty. Of finished prompts a quarter of the harmless are clear, and of harmful ones
 * 10% of hate, 1% of attacks, none of the others.
 */
const clearShare = { answer: 0.6, prompt: 0.35 };
/**
 * The same of a window of a text that is not clear. Of harmless prompts half the windows are clear by it; with them unread, of 120 harmful texts of the
 * moderation set 3 get another level and none is missed that was found (with 0.7: 9 and 2); nor is one of 60 jailbreaks and 60 hijacks.
 */
const clearWindowShare = { answer: 0.6, prompt: 0.5 };

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
export function nearestWayOf(stretch: string, artifact: FirstStageArtifact, sought?: readonly Head[]): number {
  return nearestWay(scoreReading(artifact.model, stretch), artifact, sought);
}

/** What matters in a text, by whose it is. */
export function soughtHeads(origin: TextOrigin): readonly Head[] {
  if (origin === 'completion') return harmCategories;
  return [...harmCategories, origin === 'user' ? 'jailbreak' : 'indirectAttack'];
}

export function isTextClear(way: number, origin: TextOrigin): boolean {
  return way < (origin === 'completion' ? clearShare.answer : clearShare.prompt);
}

/** Of several; what it says is not asked where the text itself is clear. */
export function isWindowClear(way: number, origin: TextOrigin): boolean {
  return way < (origin === 'completion' ? clearWindowShare.answer : clearWindowShare.prompt);
}
