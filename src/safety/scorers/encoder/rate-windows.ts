// In: a stretch of text and windows of it. Out: each with what the first stage says of what stands in it. Knows no network.
import type { FirstStageArtifact } from '../artifact.ts';
import { scoreReading } from '../linear-model.ts';
import type { Row } from './encoder-jobs.ts';
import type { PlannedWindow } from './plan-windows.ts';
import { textSegments } from './text-segments.ts';

export interface RatedWindow {
  readonly row: Row;
  /** One score for each of its heads. */
  readonly firstStage: ArrayLike<number>;
}

export interface WindowRater {
  readonly firstStage: FirstStageArtifact;
  tokenize(text: string): readonly number[];
}

/** What stands in a window is known to within one of these. */
const partUnits = 90;

export function rateWindows(
  text: string,
  windows: readonly PlannedWindow[],
  { firstStage, tokenize }: WindowRater,
): readonly RatedWindow[] {
  const parts: { readonly part: string; readonly from: number; readonly to: number }[] = [];
  for (const part of textSegments(text, partUnits)) {
    const from = parts.at(-1)?.to ?? 0;
    parts.push({ part, from, to: from + tokenize(part).length });
  }
  return windows.map((window) => {
    const inIt = parts.filter(({ from, to }) => from < window.to && to > window.from);
    return { row: window.row, firstStage: scoreReading(firstStage.model, inIt.map(({ part }) => part).join('')) };
  });
}
