// In: the name between the braces of `\p{…}`. Out: its code points, or null where ECMAScript knows no such property. Asks the
// JavaScript engine, whose tables these are.
import { type CodePointSet, setOfRanges } from './code-points.ts';

const known = new Map<string, CodePointSet | null>();
/** Each property is computed once; there are some hundreds of spellings. */
const knownLimit = 1000;

export function codePointsOfProperty(property: string): CodePointSet | null {
  const remembered = known.get(property);
  if (remembered !== undefined) return remembered;
  const found = computeProperty(property);
  if (known.size < knownLimit) known.set(property, found);
  return found;
}

function computeProperty(property: string): CodePointSet | null {
  if (!/^[A-Za-z_0-9]+(=[A-Za-z_0-9]+)?$/.test(property)) return null;
  let runs: RegExp;
  try {
    runs = new RegExp(`\\p{${property}}+`, 'gu');
  } catch {
    return null;
  }
  const ranges: number[] = [];
  for (let block = 0; block < 0x110000; block += 0x1000) {
    if (block >= 0xd000 && block <= 0xdfff) continue;
    collectRuns(runs, block, block + 0xfff, ranges);
  }
  collectRuns(runs, 0xd000, 0xd7ff, ranges);
  return setOfRanges(...ranges);
}

function collectRuns(runs: RegExp, first: number, last: number, ranges: number[]): void {
  const text = String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
  for (const run of text.matchAll(runs)) {
    const characters = [...run[0]];
    ranges.push(characters[0]?.codePointAt(0) ?? 0, characters.at(-1)?.codePointAt(0) ?? 0);
  }
}
