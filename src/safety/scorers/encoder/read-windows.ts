// In: a text, and whose it is. Out: the windows of each of its readings: as written, of which only those worth reading, and what differs where a
// disguise is taken off or an encoding undone. Of a text that is longer than a usual prompt only what the first stage finds worst, wherever it stands. No reading of a text in letters that the encoder does
// not know. Knows no network.

import type { ScoreAsk } from '../../../contract/safety.ts';
import { chunksOf } from '../chunks.ts';
import { newParts } from '../harden/changed-part.ts';
import { readingsOf } from '../harden/readings.ts';
import { newUnitsOf } from '../new-units.ts';
import { nearestWayOf } from '../way-to-harm.ts';
import { chooseWindows, type Sought } from './choose-windows.ts';
import { planWindows, type WindowShape } from './plan-windows.ts';
import { type RatedWindow, rateWindows, type WindowRater } from './rate-windows.ts';
import { isReadable } from './readable-letters.ts';
import { segmentUnits, textSegments } from './text-segments.ts';

export interface WindowReader extends WindowShape, WindowRater {}

/** Some two seconds of one core. A segment is about a window. */
const mostSegments = 240;
const longUnits = mostSegments * segmentUnits;

export interface ReadingWindows {
  readonly windows: readonly RatedWindow[];
  /** Those that are not worth reading included. */
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
  const readings =
    units > longUnits
      ? [windowsOf(worstSegments(parts, reader), reader, null)]
      : parts.map(({ part, isWritten }) => windowsOf([part], reader, isWritten ? written : null));
  return readings.filter(({ windowCount }) => windowCount > 0);
}

/** Of one reading in segments, none of which shares a window with another; without `sought` all. */
function windowsOf(segments: readonly string[], reader: WindowReader, sought: Sought | null): ReadingWindows {
  const planned = segments.map((segment) => ({ segment, windows: planWindows(reader.tokenize(segment), reader) }));
  const chosen = planned.flatMap(({ segment, windows }) =>
    sought === null ? rateWindows(segment, windows, reader) : chooseWindows(segment, windows, sought, reader),
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
