// In: a text, and whose it is. Out: the windows of each of its readings: as written, of which only those worth reading, and what differs where a
// disguise is taken off or an encoding undone. Of a text that is longer than a usual prompt only what the first stage finds worst, wherever it stands. No reading of a text in letters that the encoder does
// not know. Knows no network.

import type { ScoreAsk } from '../../../contract/safety.ts';
import { chunksOf } from '../chunks.ts';
import { newParts } from '../harden/changed-part.ts';
import { readingsOf } from '../harden/readings.ts';
import { newUnitsOf } from '../new-units.ts';
import { nearestWayOf } from '../way-to-harm.ts';
import { chooseWindows, type Sought, type WindowChooser } from './choose-windows.ts';
import { planWindows, type WindowShape } from './plan-windows.ts';
import { type RatedWindow, rateWindows } from './rate-windows.ts';
import { isReadable } from './readable-letters.ts';
import { textParts } from './text-parts.ts';
import { segmentUnits, textSegments } from './text-segments.ts';

export interface WindowReader extends WindowShape, WindowChooser {}

/** Some two seconds of one core. A segment is about a window. */
const mostSegments = 240;
const longUnits = mostSegments * segmentUnits;

export interface ReadingWindows {
  readonly windows: readonly RatedWindow[];
  /** Of the text as written, those that are not worth reading included: what is hidden in a long text stands in a long text. At least those of this reading. */
  readonly windowCount: number;
}

interface Part {
  readonly part: string;
  /** Of a reading as written. */
  readonly isWritten: boolean;
}

/** At least one window of each reading; all of them without `ask`. */
export function readWindows(
  text: string,
  reader: WindowReader,
  ask: Pick<ScoreAsk, 'origin' | 'judgedUnits'> | null,
): readonly ReadingWindows[] {
  const parts: Part[] = [];
  let units = 0;
  for (const chunk of chunksOf(text)) {
    for (const [place, part] of newParts(readingsOf(chunk, reader.firstStage.vocabulary)).entries()) {
      if (!isReadable(part)) continue;
      parts.push({ part, isWritten: place === 0 });
      units += part.length;
    }
  }
  const written: Sought | null =
    ask === null ? null : { origin: ask.origin, newUnits: newUnitsOf(text, ask.judgedUnits) };
  if (units > longUnits) return [windowsOf(worstSegments(parts, reader), reader, null)].filter(hasWindows);
  const readings = parts.map(({ part, isWritten }) => ({
    ...windowsOf([part], reader, isWritten ? written : null),
    isWritten,
  }));
  const ofText = readings.reduce((sum, { windowCount, isWritten }) => sum + (isWritten ? windowCount : 0), 0);
  return readings
    .filter(hasWindows)
    .map(({ windows, windowCount }) => ({ windows, windowCount: Math.max(windowCount, ofText) }));
}

function hasWindows({ windows }: ReadingWindows): boolean {
  return windows.length > 0;
}

/** Of one reading in segments, none of which shares a window with another; without `sought` all. */
function windowsOf(segments: readonly string[], reader: WindowReader, sought: Sought | null): ReadingWindows {
  const planned = segments.map((segment) => {
    const parts = textParts(segment, reader.tokenize);
    return {
      parts,
      windows: planWindows(
        parts.flatMap(({ ids }) => ids),
        reader,
      ),
    };
  });
  const chosen = planned.flatMap(({ parts, windows }) =>
    sought === null ? rateWindows(parts, windows, reader.firstStage) : chooseWindows(parts, windows, sought, reader),
  );
  return { windows: chosen, windowCount: planned.flatMap(({ windows }) => windows).length };
}

function worstSegments(parts: readonly Part[], { firstStage }: WindowReader): readonly string[] {
  return parts
    .flatMap(({ part }) => textSegments(part))
    .map((segment) => ({ segment, way: nearestWayOf(segment, firstStage) }))
    .sort((one, other) => other.way - one.way)
    .slice(0, mostSegments)
    .map(({ segment }) => segment);
}
