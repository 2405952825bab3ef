// In: a page of any length. Out: it in stretches that follow each other and together are all of it, cut where a line or a word ends. Knows no
// words.

export const stretchUnits = 16_384;
/** So far back an end is looked for. */
const searchUnits = 2048;

export function* pageStretches(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const end = start + stretchUnits < text.length ? lastEnd(text, start + stretchUnits) : text.length;
    yield text.slice(start, end);
    start = end;
  }
}

function lastEnd(text: string, limit: number): number {
  const least = limit - searchUnits;
  for (const sign of ['\n', ' ']) {
    const found = text.lastIndexOf(sign, limit - 1);
    if (found > least) return found + 1;
  }
  return limit;
}
