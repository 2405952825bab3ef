// In: the parts of a text as written, its windows, whose it is and how much of it was judged before. Out: the windows worth reading: those with
// something new, and of these not the ones that the first stage clears by themselves; at least one. Knows no network.
import type { TextOrigin } from '../../../contract/safety.ts';
import type { FirstStageArtifact } from '../artifact.ts';
import { isClear, nearestWay, soughtHeads } from '../way-to-harm.ts';
import type { PlannedWindow } from './plan-windows.ts';
import { type RatedWindow, rateWindows } from './rate-windows.ts';
import type { TextPart } from './text-parts.ts';

export interface Sought {
  readonly origin: TextOrigin;
  /** UTF-16 units at the end of the text that were not judged before. */
  readonly newUnits: number;
}

export interface WindowChooser {
  readonly firstStage: FirstStageArtifact;
  tokenize(text: string): readonly number[];
}

export function chooseWindows(
  parts: readonly TextPart[],
  windows: readonly PlannedWindow[],
  { origin, newUnits }: Sought,
  { firstStage, tokenize }: WindowChooser,
): readonly RatedWindow[] {
  if (windows.length <= 1) return rateWindows(parts, windows, firstStage);
  const newFrom = firstNewId(parts, newUnits, tokenize);
  const withNew = windows.filter(({ to }) => to > newFrom);
  const rated = rateWindows(parts, withNew.length > 0 ? withNew : windows.slice(-1), firstStage);
  const unclear = rated.filter((window) => !isClear(window.firstStage, firstStage, origin));
  if (unclear.length > 0) return unclear;
  const wayOf = (window: RatedWindow): number => nearestWay(window.firstStage, firstStage, soughtHeads(origin));
  return rated.toSorted((one, other) => wayOf(other) - wayOf(one)).slice(0, 1);
}

/** Its place among the ids of the text. */
function firstNewId(parts: readonly TextPart[], newUnits: number, tokenize: WindowChooser['tokenize']): number {
  let left = newUnits;
  for (const { text, from } of parts.toReversed()) {
    if (left < text.length) return from + tokenize(text.slice(0, text.length - left)).length;
    left -= text.length;
  }
  return 0;
}
