// In: one text, whose it is, and the artifact. Out: its scores, computed in steps of milliseconds so that others can have their turn between
// them. The highest score of any reading of any stretch counts. Knows no thread.
import {
  type HarmCategory,
  harmCategories,
  type ScoreAsk,
  type Severity,
  type TextScores,
} from '../../contract/safety.ts';
import type { FirstStageArtifact, HeadDescription } from './artifact.ts';
import { chunksOf } from './chunks.ts';
import { findProfanity } from './find-profanity.ts';
import { newParts } from './harden/changed-part.ts';
import { readingsOf } from './harden/readings.ts';
import { type Head, heads } from './heads.ts';
import { scoreReading } from './linear-model.ts';
import { wayToFirstLevel } from './way-to-harm.ts';

export interface RawScores {
  /** One for each head; minus infinity for a text without words. */
  readonly scores: readonly number[];
  readonly profanity: number;
}

/**
 * Of the way from a text that says nothing to the first level. Of an answer's harmful texts (other people's) one word is shown before they come
 * so near; one word in twelve of harmless answers waits; and an answer is looked at again with every sentence, so that a closer look at
 * more of it would cost one request in twenty. Of finished prompts a quarter of the harmless are clear, and of harmful ones
 * 10% of hate, 1% of attacks, none of the others.
 */
const clearShare = { answer: 0.6, prompt: 0.35 };

/** Yields after each stretch; returns the scores of the whole text. */
export function* judgeText(ask: ScoreAsk, artifact: FirstStageArtifact): Generator<undefined, TextScores> {
  return scoresFrom(yield* rawScores(ask.text, artifact), ask, artifact);
}

/** What the raw scores say of the text that they are of. */
export function scoresFrom(
  { scores, profanity }: RawScores,
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
    isClear: profanity === 0 && soughtHeads(ask).every((head) => isFarFrom(scoreOf(head), artifact.heads[head], ask)),
  };
}

/** The same before levels are made of it: what the levels are set by. */
export function* rawScores(text: string, artifact: FirstStageArtifact): Generator<undefined, RawScores> {
  const { model, vocabulary } = artifact;
  const best = heads.map(() => Number.NEGATIVE_INFINITY);
  let profanity = 0;
  for (const chunk of chunksOf(text)) {
    for (const reading of newParts(readingsOf(chunk, vocabulary))) {
      for (const [head, score] of scoreReading(model, reading).entries())
        best[head] = Math.max(best[head] ?? score, score);
      profanity = Math.max(profanity, findProfanity(reading, model.lexicon));
    }
    yield;
  }
  return { scores: best, profanity };
}

function levelFrom(score: number, { cuts }: HeadDescription): Severity {
  const level = cuts.filter((cut) => score >= cut).length;
  // Seven cuts give at most seven.
  return level as Severity;
}

function soughtHeads({ origin }: Pick<ScoreAsk, 'origin'>): readonly Head[] {
  if (origin === 'completion') return harmCategories;
  return [...harmCategories, origin === 'user' ? 'jailbreak' : 'indirectAttack'];
}

function isFarFrom(score: number, head: HeadDescription, { origin }: Pick<ScoreAsk, 'origin'>): boolean {
  return wayToFirstLevel(score, head) < (origin === 'completion' ? clearShare.answer : clearShare.prompt);
}

function sureness(score: number, { cuts: [middle = 0, width = 1] }: HeadDescription): number {
  return 1 / (1 + Math.exp(-(score - middle) / width));
}
