// In: a text as written, its windows, whose it is and how much of it was judged before. Out: the windows worth reading: those with something new,
// and of these not the ones that the first stage clears by themselves; at least one. Knows no network.
import type { TextOrigin } from '../../../contract/safety.ts';
import { isClear, nearestWay, soughtHeads } from '../way-to-harm.ts';
import type { PlannedWindow } from './plan-windows.ts';
import { type RatedWindow, rateWindows, type WindowRater } from './rate-windows.ts';

export interface Sought {
  readonly origin: TextOrigin;
  /** UTF-16 units at the end of the text that were not judged before. */
  readonly newUnits: number;
}

export function chooseWindows(
  text: string,
  windows: readonly PlannedWindow[],
  { origin, newUnits }: Sought,
  rater: WindowRater,
): readonly RatedWindow[] {
  if (windows.length <= 1) return rateWindows(text, windows, rater);
  const { firstStage, tokenize } = rater;
  const newFrom = tokenize(text.slice(0, Math.max(0, text.length - newUnits))).length;
  const withNew = windows.filter(({ to }) => to > newFrom);
  const rated = rateWindows(text, withNew.length > 0 ? withNew : windows.slice(-1), rater);
  const unclear = rated.filter((window) => !isClear(window.firstStage, firstStage, origin));
  if (unclear.length > 0) return unclear;
  const wayOf = (window: RatedWindow): number => nearestWay(window.firstStage, firstStage, soughtHeads(origin));
  return rated.toSorted((one, other) => wayOf(other) - wayOf(one)).slice(0, 1);
}
