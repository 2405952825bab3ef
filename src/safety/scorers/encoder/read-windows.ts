// In: a text. Out: the windows of all that it may be read as: as written, and what differs where a disguise is taken off or an encoding
// undone. None of a text in letters that the encoder does not know. Knows no network.
import { changedPart } from '../changed-part.ts';
import { chunksOf } from '../chunks.ts';
import { readingsOf } from '../harden/readings.ts';
import type { Vocabulary } from '../harden/vocabulary.ts';
import { planWindows, type WindowShape } from './plan-windows.ts';
import { isReadable } from './readable-letters.ts';

export interface WindowReader extends WindowShape {
  readonly vocabulary: Vocabulary;
  tokenize(text: string): readonly number[];
}

export function readWindows(text: string, reader: WindowReader): readonly (readonly number[])[] {
  return [...chunksOf(text)].flatMap((chunk) => {
    const [asWritten = '', ...others] = readingsOf(chunk, reader.vocabulary);
    return [asWritten, ...others.map((other) => changedPart(asWritten, other))]
      .filter(isReadable)
      .flatMap((reading) => planWindows(reader.tokenize(reading), reader));
  });
}
