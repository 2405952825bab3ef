// In: what the first stage says of a stretch of text. Out: how far that is on the way to the first level of a head, and of the nearest one. Pure.
import type { FirstStageArtifact, HeadDescription } from './artifact.ts';
import { heads } from './heads.ts';
import { scoreReading } from './linear-model.ts';

/** 0: a text that says nothing; 1: the first level. */
export function wayToFirstLevel(score: number, { bias, cuts: [first = 0] }: HeadDescription): number {
  return (score - bias) / (first - bias);
}

/** Of a stretch in plain characters; minus infinity for one without words. */
export function nearestWay(stretch: string, { model, heads: described }: FirstStageArtifact): number {
  const scores = scoreReading(model, stretch);
  return Math.max(...heads.map((head, place) => wayToFirstLevel(scores[place] ?? 0, described[head])));
}
