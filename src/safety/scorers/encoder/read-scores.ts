// In: what the network says of each window of a text, what the first stage says of the whole, and whose text it is. Out: its scores. The two
// err on different texts: together they find half as much again as either at the same false positives. Pure.
import {
  type HarmCategory,
  harmCategories,
  type Severity,
  type TextOrigin,
  type TextScores,
} from '../../../contract/safety.ts';
import { heads as firstStageHeads } from '../heads.ts';
import type { EncoderArtifact, EncoderHeadDescription } from './encoder-artifact.ts';
import { type EncoderHead, encoderHeads } from './encoder-heads.ts';

/** One for each head. */
export type RawHeads = Readonly<Record<EncoderHead, number>>;

/** In a long text one window of many looks bad by chance; one sentence in it must still be found. */
const maxCountedWindows = 8;

/** What the network says of the windows of one reading; at least one. */
export interface SeenReading {
  readonly outputs: readonly ArrayLike<number>[];
  /** That it has, read or not. */
  readonly windowCount: number;
}

/** The highest score of any window of any reading; at least one reading. */
export function windowHeads(readings: readonly SeenReading[], { heads }: Pick<EncoderArtifact, 'heads'>): RawHeads {
  return worstHeads(
    readings.map(({ outputs, windowCount }) => {
      const highest = eachHead((head) => Math.max(...outputs.map((window) => scoreOf(window, heads[head]))));
      return lessMargin(highest, windowCount, { heads });
    }),
  );
}

/** Of at least one. */
export function worstHeads(all: readonly RawHeads[]): RawHeads {
  return eachHead((head) => Math.max(...all.map((each) => each[head])));
}

/** What is asked more of a text of so many windows. */
export function lessMargin(raw: RawHeads, windows: number, { heads }: Pick<EncoderArtifact, 'heads'>): RawHeads {
  const doublings = Math.log2(Math.min(windows, maxCountedWindows));
  return eachHead((head) => raw[head] - heads[head].marginPerDoubling * doublings);
}

/** `firstStage`: its raw score for each of its heads, in their order. */
export function blendHeads(
  encoder: RawHeads,
  firstStage: readonly number[],
  { heads }: Pick<EncoderArtifact, 'heads'>,
): RawHeads {
  return eachHead((head) => {
    const place = firstStagePlaces.indexOf(head);
    return encoder[head] + heads[head].firstStageWeight * Math.max(leastFirstStageScore, firstStage[place] ?? 0);
  });
}

/** Not all of ours are its. */
const firstStagePlaces: readonly string[] = firstStageHeads;
/** It gives minus infinity to a text that has no words for it. */
const leastFirstStageScore = -8;

function eachHead(scoreOfHead: (head: EncoderHead) => number): RawHeads {
  // Every head has its number.
  return Object.fromEntries(encoderHeads.map((head) => [head, scoreOfHead(head)])) as Record<EncoderHead, number>;
}

export function readScores(raw: RawHeads, heads: EncoderArtifact['heads'], origin: TextOrigin): TextScores {
  const levels = harmCategories.map((harm): readonly [HarmCategory, Severity] => [
    harm,
    levelOf(raw[harm], heads[harm]),
  ]);
  return {
    harms: Object.fromEntries(levels),
    detections: {
      ...(origin === 'user' ? { jailbreak: sureness(raw.jailbreak, heads.jailbreak) } : {}),
      ...(origin === 'document' ? { indirectAttack: sureness(raw.indirectAttack, heads.indirectAttack) } : {}),
    },
  };
}

function scoreOf(outputs: ArrayLike<number>, { outputs: weighed }: EncoderHeadDescription): number {
  return weighed.reduce((sum, [place, weight]) => sum + weight * (outputs[place] ?? 0), 0);
}

function levelOf(score: number, { cuts }: EncoderHeadDescription): Severity {
  const level = cuts.filter((cut) => score >= cut).length;
  // Seven cuts give at most seven.
  return level as Severity;
}

function sureness(score: number, { cuts: [middle = 0, width = 1] }: EncoderHeadDescription): number {
  return 1 / (1 + Math.exp(-(score - middle) / width));
}
