// In: a text, and whose it is. Out: the windows of each of its readings: as written, of which only those worth reading, and what differs where a
// disguise is taken off or an encoding undone. Of a text that is longer than a usual prompt only what the first stage finds worst, wherever it stands. No reading of a text in letters that the encoder does
// not know. Knows no network.

import type { ScoreAsk } from '../../../contract/safety.ts';
import type { FirstStageArtifact } from '../artifact.ts';
import { chunksOf } from '../chunks.ts';
import { newParts } from '../harden/changed-part.ts';
import { foldCharacters } from '../harden/fold-characters.ts';
import { readingsOf } from '../harden/readings.ts';
import { nearestWayOf } from '../way-to-harm.ts';
import { chooseWindows } from './choose-windows.ts';
import type { Row } from './encoder-jobs.ts';
import { type PlannedWindow, planWindows, type WindowShape } from './plan-windows.ts';
import { isReadable } from './readable-letters.ts';
import { segmentUnits, textSegments } from './text-segments.ts';

export interface WindowReader extends WindowShape {
  readonly firstStage: FirstStageArtifact;
  tokenize(text: string): readonly number[];
}

/** Some two seconds of one core. A segment is about a window. */
const mostSegments = 240;
const longUnits = mostSegments * segmentUnits;

export interface ReadingWindows {
  readonly rows: readonly Row[];
  /** Those that are not worth reading included. */
  readonly windowCount: number;
}

/** At least one window of each reading; without `ask` all of them. */
export function readWindows(
  text: string,
  reader: WindowReader,
  ask: Pick<ScoreAsk, 'origin' | 'judgedUnits'> | null,
): readonly ReadingWindows[] {
  const parts: { readonly part: string; readonly isWritten: boolean }[] = [];
  let units = 0;
  for (const chunk of chunksOf(text)) {
    for (const [place, part] of newParts(readingsOf(chunk, reader.firstStage.vocabulary)).entries()) {
      if (!isReadable(part)) continue;
      parts.push({ part, isWritten: place === 0 });
      units += part.length;
    }
  }
  if (units > longUnits)
    return [
      allOf(
        worstSegments(
          parts.map(({ part }) => part),
          reader,
        ).flatMap((part) => windowsOf(part, reader)),
      ),
    ];
  const newUnits = ask === null ? 0 : foldCharacters(text.slice(ask.judgedUnits ?? 0)).length;
  return parts
    .map(({ part, isWritten }) => {
      const windows = windowsOf(part, reader);
      if (ask === null || !isWritten) return allOf(windows);
      const chosen = chooseWindows(part, windows, { origin: ask.origin, newUnits }, reader);
      return { ...allOf(chosen), windowCount: windows.length };
    })
    .filter(({ windowCount }) => windowCount > 0);
}

function windowsOf(part: string, reader: WindowReader): readonly PlannedWindow[] {
  return planWindows(reader.tokenize(part), reader);
}

function allOf(windows: readonly PlannedWindow[]): ReadingWindows {
  return { rows: windows.map(({ row }) => row), windowCount: windows.length };
}

function worstSegments(parts: readonly string[], { firstStage }: WindowReader): readonly string[] {
  return parts
    .flatMap((part) => textSegments(part))
    .map((segment) => ({ segment, way: nearestWayOf(segment, firstStage) }))
    .sort((one, other) => other.way - one.way)
    .slice(0, mostSegments)
    .map(({ segment }) => segment);
}
