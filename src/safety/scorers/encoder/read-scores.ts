// In: what the network says of each window of a text, and whose text it is. Out: its scores: the highest of any window counts. Pure.
import {
  type HarmCategory,
  harmCategories,
  type Severity,
  type TextOrigin,
  type TextScores,
} from '../../../contract/safety.ts';
import type { EncoderArtifact, EncoderHeadDescription } from './encoder-artifact.ts';
import { type EncoderHead, encoderHeads } from './encoder-heads.ts';

/** One for each head; minus infinity where there was no window. */
export type RawHeads = Readonly<Record<EncoderHead, number>>;

/** In a long text one window of many looks bad by chance; one sentence in it must still be found. */
const maxCountedWindows = 8;

export function rawHeads(
  windows: readonly ArrayLike<number>[],
  { heads, marginPerDoubling }: Pick<EncoderArtifact, 'heads' | 'marginPerDoubling'>,
): RawHeads {
  const margin = marginPerDoubling * Math.log2(Math.max(1, Math.min(windows.length, maxCountedWindows)));
  const highest = (head: EncoderHead): number =>
    windows.reduce((best, outputs) => Math.max(best, scoreOf(outputs, heads[head]) - margin), Number.NEGATIVE_INFINITY);
  // Every head has its number.
  return Object.fromEntries(encoderHeads.map((head) => [head, highest(head)])) as Record<EncoderHead, number>;
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
    pages: { spam: sureness(raw.spam, heads.spam), personalData: sureness(raw.personalData, heads.personalData) },
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
