// In: a text of any length. Out: it in overlapping stretches that each take milliseconds to judge: together they are all of it. A
// sentence up to the overlap stands whole in one of them. Knows no words.

export const chunkUnits = 16_384;
/** A multiple of the groups that encodings write bytes in, like the whole. */
export const overlapUnits = 1024;

export function* chunksOf(text: string): Generator<string> {
  if (text.length <= chunkUnits) {
    yield text;
    return;
  }
  for (let start = 0; start + overlapUnits < text.length; start += chunkUnits - overlapUnits) {
    yield text.slice(start, start + chunkUnits);
  }
}
