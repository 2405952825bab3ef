// In: what the network and the first stage say of each window of a text, and whose text it is. Out: its scores. The two err on different
// texts: together they find half as much again as either at the same false positives. Pure.
import {
  type HarmCategory,
  harmCategories,
  type Severity,
  type TextOrigin,
  type TextScores,
} from '../../../contract/safety.ts';
import { heads as firstStageHeads } from '../heads.ts';
import type { EncoderArtifact, EncoderHeadDescription, EncoderSum } from './encoder-artifact.ts';
import { type EncoderHead, encoderHeads } from './encoder-heads.ts';

/** One for each head. */
export type RawHeads = Readonly<Record<EncoderHead, number>>;

export interface SeenWindow {
  /** Of the network. */
  readonly outputs: ArrayLike<number>;
  /** What the first stage says of what stands in the window, for each of its heads. */
  readonly firstStage: ArrayLike<number>;
}

/** Of a text as written, or with a disguise taken off. */
export interface SeenReading {
  /** At least one. */
  readonly windows: readonly SeenWindow[];
  /** Of the text that it is a reading of, read or not. */
  readonly windowCount: number;
}

/** Of at least one reading: what both stages say of the same window, where that is most. */
export function scoreReadings(readings: readonly SeenReading[], { heads }: Pick<EncoderArtifact, 'heads'>): RawHeads {
  return Object.fromEntries(
    encoderHeads.map((head) => [
      head,
      Math.max(
        ...readings.flatMap((reading) =>
          heads[head].sums.map((sum) => scoreOf(reading, sum, firstStagePlaces.indexOf(head))),
        ),
      ),
    ]),
    // Every head has its number.
  ) as RawHeads;
}

/** In a long text one window of many looks bad by chance; one sentence in it must still be found. */
function scoreOf(
  { windows, windowCount }: SeenReading,
  { outputs, countedWindows, marginPerDoubling, firstStageWeight, firstStageGrowth, reached }: EncoderSum,
  firstStagePlace: number,
): number {
  const doublings = Math.log2(Math.min(windowCount, countedWindows));
  const weight = firstStageWeight * (1 + firstStageGrowth * Math.max(0, doublings - Math.log2(fewWindows)));
  const sums = windows.map((window) => {
    const first = Math.max(leastFirstStageScore, window.firstStage[firstStagePlace] ?? 0);
    return outputs.reduce((sum, [place, times]) => sum + times * (window.outputs[place] ?? 0), weight * first);
  });
  return Math.max(...sums) - marginPerDoubling * doublings - reached;
}

const fewWindows = 4;
/** Not all of ours are its. */
const firstStagePlaces: readonly string[] = firstStageHeads;
/** It gives minus infinity to a text that has no words for it. */
const leastFirstStageScore = -8;

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

function levelOf(score: number, { cuts }: EncoderHeadDescription): Severity {
  const level = cuts.filter((cut) => score >= cut).length;
  // Seven cuts give at most seven.
  return level as Severity;
}

function sureness(score: number, { cuts: [middle = 0, width = 1] }: EncoderHeadDescription): number {
  return 1 / (1 + Math.exp(-(score - middle) / width));
}
