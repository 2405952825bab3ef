// In: one text, whose it is, and the artifact. Out: its scores, computed in steps of milliseconds so that others can have their turn between
// them. The highest score of any reading of any stretch counts. Knows no thread.
import type { HarmCategory, ScoreAsk, Severity, TextScores } from '../../contract/safety.ts';
import type { FirstStageArtifact, HeadDescription } from './artifact.ts';
import { chunksOf } from './chunks.ts';
import { findProfanity } from './find-profanity.ts';
import { newParts } from './harden/changed-part.ts';
import { readingsOf } from './harden/readings.ts';
import { type Head, heads } from './heads.ts';
import { scoreStretches } from './linear-model.ts';
import { newUnitsOf } from './new-units.ts';
import { isClear } from './way-to-harm.ts';

export interface RawScores {
  /** One for each head; minus infinity for a text without words. */
  readonly scores: readonly number[];
  /** The same of what is mostly new: not judged before. */
  readonly newScores: readonly number[];
  readonly profanity: number;
}

/** Yields after each stretch; returns the scores of the whole text. */
export function* judgeText(ask: ScoreAsk, artifact: FirstStageArtifact): Generator<undefined, TextScores> {
  return scoresFrom(yield* rawScores(ask.text, artifact, ask.judgedUnits), ask, artifact);
}

/** What the raw scores say of the text that they are of. */
export function scoresFrom(
  { scores, newScores, profanity }: RawScores,
  ask: Omit<ScoreAsk, 'text'>,
  artifact: FirstStageArtifact,
): TextScores {
  const scoreOf = (head: Head): number => scores[heads.indexOf(head)] ?? Number.NEGATIVE_INFINITY;
  const levelOf = (head: HarmCategory): Severity => levelFrom(scoreOf(head), artifact.heads[head]);
  const surenessOf = (head: 'jailbreak' | 'indirectAttack'): number => sureness(scoreOf(head), artifact.heads[head]);
  return {
    harms: {
      hate: levelOf('hate'),
      sexual: levelOf('sexual'),
      violence: levelOf('violence'),
      selfHarm: levelOf('selfHarm'),
    },
    detections: {
      profanity,
      ...(ask.origin === 'user' ? { jailbreak: surenessOf('jailbreak') } : {}),
      ...(ask.origin === 'document' ? { indirectAttack: surenessOf('indirectAttack') } : {}),
    },
    isClear: profanity === 0 && isClear(newScores, artifact, ask.origin),
  };
}

/** The same before levels are made of it: what the levels are set by. */
export function* rawScores(
  text: string,
  artifact: FirstStageArtifact,
  judgedUnits = 0,
): Generator<undefined, RawScores> {
  const { model, vocabulary } = artifact;
  const best = heads.map(() => Number.NEGATIVE_INFINITY);
  const bestNew = best.slice();
  // Of a text in several chunks more counts as new than is.
  const newUnits = newUnitsOf(text, judgedUnits);
  let profanity = 0;
  for (const chunk of chunksOf(text)) {
    for (const [number, reading] of newParts(readingsOf(chunk, vocabulary)).entries()) {
      // The first is the text as written; of the others nobody knows what of it they are.
      const place = number === 0 ? reading.length - newUnits : 0;
      const { all, behind } = scoreStretches(model, reading, place);
      for (const head of best.keys()) {
        best[head] = Math.max(best[head] ?? 0, all[head] ?? 0);
        bestNew[head] = Math.max(bestNew[head] ?? 0, behind[head] ?? 0);
      }
      profanity = Math.max(profanity, findProfanity(reading, model.lexicon));
    }
    yield;
  }
  return { scores: best, newScores: bestNew, profanity };
}

function levelFrom(score: number, { cuts }: HeadDescription): Severity {
  const level = cuts.filter((cut) => score >= cut).length;
  // Seven cuts give at most seven.
  return level as Severity;
}

function sureness(score: number, { cuts: [middle = 0, width = 1] }: HeadDescription): number {
  return 1 / (1 + Math.exp(-(score - middle) / width));
}
