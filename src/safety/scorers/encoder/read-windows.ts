// In: a text. Out: the windows of each of its readings: as written, and what differs where a disguise is taken off or an encoding undone. No
// reading of a text in letters that the encoder does not know. Knows no network.
import { changedPart } from '../changed-part.ts';
import { chunksOf } from '../chunks.ts';
import { readingsOf } from '../harden/readings.ts';
import type { Vocabulary } from '../harden/vocabulary.ts';
import type { Row } from './encoder-jobs.ts';
import { planWindows, type WindowShape } from './plan-windows.ts';
import { isReadable } from './readable-letters.ts';

export interface WindowReader extends WindowShape {
  readonly vocabulary: Vocabulary;
  tokenize(text: string): readonly number[];
}

/** At least one window of each reading. */
export function readWindows(text: string, reader: WindowReader): readonly (readonly Row[])[] {
  return [...chunksOf(text)].flatMap((chunk) => {
    const [asWritten = '', ...others] = readingsOf(chunk, reader.vocabulary);
    return [asWritten, ...others.map((other) => changedPart(asWritten, other))]
      .filter(isReadable)
      .map((reading) => planWindows(reader.tokenize(reading), reader))
      .filter(({ length }) => length > 0);
  });
}
