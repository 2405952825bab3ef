// In: a text as written, its windows, whose it is and how much of it was judged before. Out: the windows worth reading: those with something new,
// and of these not the ones that the first stage clears by themselves; at least one. Knows no network.
import type { TextOrigin } from '../../../contract/safety.ts';
import type { FirstStageArtifact } from '../artifact.ts';
import { scoreReading } from '../linear-model.ts';
import { isClear, nearestWay, soughtHeads } from '../way-to-harm.ts';
import type { PlannedWindow } from './plan-windows.ts';
import { textSegments } from './text-segments.ts';

export interface Sought {
  readonly origin: TextOrigin;
  /** UTF-16 units at the end of the text that were not judged before. */
  readonly newUnits: number;
}

export interface WindowChooser {
  readonly firstStage: FirstStageArtifact;
  tokenize(text: string): readonly number[];
}

/** What stands in a window is known to within one of these. */
const partUnits = 90;

export function chooseWindows(
  text: string,
  windows: readonly PlannedWindow[],
  { origin, newUnits }: Sought,
  { firstStage, tokenize }: WindowChooser,
): readonly PlannedWindow[] {
  if (windows.length <= 1) return windows;
  const newFrom = tokenize(text.slice(0, Math.max(0, text.length - newUnits))).length;
  const parts: { readonly part: string; readonly from: number; readonly to: number }[] = [];
  for (const part of textSegments(text, partUnits)) {
    const from = parts.at(-1)?.to ?? 0;
    parts.push({ part, from, to: from + tokenize(part).length });
  }
  const withNew = windows.filter(({ to }) => to > newFrom);
  const rated = (withNew.length > 0 ? withNew : windows.slice(-1)).map((window) => {
    const inIt = parts.filter(({ from, to }) => from < window.to && to > window.from);
    return { window, scores: scoreReading(firstStage.model, inIt.map(({ part }) => part).join('')) };
  });
  const unclear = rated.filter(({ scores }) => !isClear(scores, firstStage, origin));
  const wayOf = ({ scores }: (typeof rated)[number]): number => nearestWay(scores, firstStage, soughtHeads(origin));
  const nearest = (): typeof rated => rated.toSorted((one, other) => wayOf(other) - wayOf(one)).slice(0, 1);
  return (unclear.length > 0 ? unclear : nearest()).map(({ window }) => window);
}
