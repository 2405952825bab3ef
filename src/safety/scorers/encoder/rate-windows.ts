// In: the parts of a text and windows of it. Out: each window with what the first stage says of what stands in it. Knows no network.
import type { FirstStageArtifact } from '../artifact.ts';
import { scoreReading } from '../linear-model.ts';
import type { Row } from './encoder-jobs.ts';
import type { PlannedWindow } from './plan-windows.ts';
import { partUnits, type TextPart } from './text-parts.ts';

export interface RatedWindow {
  readonly row: Row;
  /** One score for each of its heads. */
  readonly firstStage: ArrayLike<number>;
}

export function rateWindows(
  parts: readonly TextPart[],
  windows: readonly PlannedWindow[],
  { model }: Pick<FirstStageArtifact, 'model'>,
): readonly RatedWindow[] {
  return windows.map((window) => {
    const inIt = parts.filter(({ from, to }) => from < window.to && to > window.from);
    return { row: window.row, firstStage: scoreReading(model, inIt.map((part) => stretchIn(part, window)).join('')) };
  });
}

/** Of a long run without blanks about what the window holds. */
function stretchIn({ text, from, to }: TextPart, window: PlannedWindow): string {
  if (text.length <= 2 * partUnits) return text;
  const unitsPerId = text.length / (to - from);
  const start = Math.floor((window.from - from) * unitsPerId) - partUnits;
  return text.slice(Math.max(0, start), Math.ceil((window.to - from) * unitsPerId) + partUnits);
}
