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
import { planWindows, type WindowShape, windowCountOf } from './plan-windows.ts';
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
  /** Of the whole text in this reading, those that are not worth reading included: what is hidden in a long text stands in a long text. */
  readonly windowCount: number;
}

interface Part {
  readonly part: string;
  /** The chunk of the text that this is a reading of. */
  readonly chunk: number;
  /** The reading as written. */
  readonly isWritten: boolean;
  /** How much longer the whole reading of the chunk is than what is new in it; 1 or more. */
  readonly wholeTimes: number;
}

/** At least one window of each reading; all of them without `ask`. */
export function readWindows(
  text: string,
  reader: WindowReader,
  ask: Pick<ScoreAsk, 'origin' | 'judgedUnits'> | null,
): readonly ReadingWindows[] {
  const parts: Part[] = [];
  let units = 0;
  for (const [chunk, stretch] of [...chunksOf(text)].entries()) {
    const whole = readingsOf(stretch, reader.firstStage.vocabulary);
    for (const [place, part] of newParts(whole).entries()) {
      if (!isReadable(part)) continue;
      parts.push({ part, chunk, isWritten: place === 0, wholeTimes: (whole[place]?.length ?? 0) / part.length });
      units += part.length;
    }
  }
  const written: Sought | null =
    ask === null ? null : { origin: ask.origin, newUnits: newUnitsOf(text, ask.judgedUnits) };
  if (units > longUnits) {
    const windows = worstSegments(parts, reader).flatMap((segment) => windowsOf(segment, reader, null).windows);
    return windows.length === 0 ? [] : [{ windows, windowCount: windows.length }];
  }
  const readings = parts.map((part) => ({ ...part, ...windowsOf(part.part, reader, part.isWritten ? written : null) }));
  const besides = (chunk: number): number =>
    readings.reduce((sum, each) => (each.isWritten && each.chunk !== chunk ? sum + each.idCount : sum), 0);
  return readings
    .filter(({ windows }) => windows.length > 0)
    .map(({ windows, idCount, wholeTimes, chunk }) => ({
      windows,
      windowCount: windowCountOf(idCount * wholeTimes + besides(chunk), reader),
    }));
}

/** Those worth reading of one stretch; without `sought` all. */
function windowsOf(
  stretch: string,
  reader: WindowReader,
  sought: Sought | null,
): { readonly windows: readonly RatedWindow[]; readonly idCount: number } {
  const parts = textParts(stretch, reader.tokenize);
  const ids = parts.flatMap((part) => part.ids);
  const planned = planWindows(ids, reader);
  const windows =
    sought === null ? rateWindows(parts, planned, reader.firstStage) : chooseWindows(parts, planned, sought, reader);
  return { windows, idCount: ids.length };
}

function worstSegments(parts: readonly Part[], { firstStage }: WindowReader): readonly string[] {
  return parts
    .flatMap(({ part }) => textSegments(part))
    .map((segment) => ({ segment, way: nearestWayOf(segment, firstStage) }))
    .sort((one, other) => other.way - one.way)
    .slice(0, mostSegments)
    .map(({ segment }) => segment);
}
