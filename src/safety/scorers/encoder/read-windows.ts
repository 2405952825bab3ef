// In: a text. Out: the windows of each of its readings: as written, and what differs where a disguise is taken off or an encoding undone. No
// reading of a text in letters that the encoder does not know. Knows no network.

import { chunksOf } from '../chunks.ts';
import { newParts } from '../harden/changed-part.ts';
import { readingsOf } from '../harden/readings.ts';
import type { Vocabulary } from '../harden/vocabulary.ts';
import type { Row } from './encoder-jobs.ts';
import { planWindows, type WindowShape } from './plan-windows.ts';
import { isReadable } from './readable-letters.ts';

export interface WindowReader extends WindowShape {
  readonly vocabulary: Vocabulary;
  tokenize(text: string): readonly number[];
}

/** 140,000 tokens, more than any context here takes: of what comes behind them the first stage alone knows. */
const maxWindows = 3000;

/** At least one window of each reading. */
export function readWindows(text: string, reader: WindowReader): readonly (readonly Row[])[] {
  const found: (readonly Row[])[] = [];
  let count = 0;
  for (const chunk of chunksOf(text)) {
    for (const reading of newParts(readingsOf(chunk, reader.vocabulary))) {
      if (!isReadable(reading)) continue;
      const windows = planWindows(reader.tokenize(reading), reader);
      if (windows.length > 0) found.push(windows);
      count += windows.length;
    }
    if (count >= maxWindows) break;
  }
  return found;
}
