// In: a text. Out: the windows of each of its readings: as written, and what differs where a disguise is taken off or an encoding undone. Of a text
// that is longer than a usual prompt only what the first stage finds worst, wherever it stands. No reading of a text in letters that the encoder does
// not know. Knows no network.

import type { FirstStageArtifact } from '../artifact.ts';
import { chunksOf } from '../chunks.ts';
import { newParts } from '../harden/changed-part.ts';
import { readingsOf } from '../harden/readings.ts';
import { nearestWay } from '../way-to-harm.ts';
import type { Row } from './encoder-jobs.ts';
import { planWindows, type WindowShape } from './plan-windows.ts';
import { isReadable } from './readable-letters.ts';
import { segmentUnits, textSegments } from './text-segments.ts';

export interface WindowReader extends WindowShape {
  readonly firstStage: FirstStageArtifact;
  tokenize(text: string): readonly number[];
}

/** Some two seconds of one core. A segment is about a window. */
const mostSegments = 240;
const longUnits = mostSegments * segmentUnits;

/** At least one window of each reading. */
export function readWindows(text: string, reader: WindowReader): readonly (readonly Row[])[] {
  const parts: string[] = [];
  let units = 0;
  for (const chunk of chunksOf(text)) {
    for (const reading of newParts(readingsOf(chunk, reader.firstStage.vocabulary))) {
      if (!isReadable(reading)) continue;
      parts.push(reading);
      units += reading.length;
    }
  }
  const windowsOf = (part: string) => planWindows(reader.tokenize(part), reader);
  const readings = units > longUnits ? [worstSegments(parts, reader).flatMap(windowsOf)] : parts.map(windowsOf);
  return readings.filter(({ length }) => length > 0);
}

function worstSegments(parts: readonly string[], { firstStage }: WindowReader): readonly string[] {
  return parts
    .flatMap(textSegments)
    .map((segment) => ({ segment, way: nearestWay(segment, firstStage) }))
    .sort((one, other) => other.way - one.way)
    .slice(0, mostSegments)
    .map(({ segment }) => segment);
}
