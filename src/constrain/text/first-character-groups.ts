// In: nothing. Out: all characters in six groups, such that the first letters of most words of a language fall into different ones. Two
// texts that begin in different groups are different: that is how an array of texts is kept without repetition. Knows no schema.
import * as points from './code-points.ts';

const groupCount = 6;
/** Initial letters of English words by how often they occur, so that each group has its share. */
const letters = 'scpadrmbtefhilwgounvjkqyzx';
/** Scripts whose first letters spread over the whole range. */
const scripts: readonly (readonly [number, number])[] = [
  [0xc0, 0x24f],
  [0x370, 0x3ff],
  [0x410, 0x44f],
  [0x5d0, 0x5ea],
  [0x620, 0x64a],
  [0x904, 0xdff],
  [0xe01, 0xe2e],
  [0x3041, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
];

function groupOf(index: number): points.CodePointSet {
  const inTurn = (members: string): string => [...members].filter((_, at) => at % groupCount === index).join('');
  const ascii = inTurn(letters) + inTurn(letters.toUpperCase()) + inTurn('0123456789');
  const ranges = scripts.flatMap(([first, last]) => {
    const size = Math.ceil((last - first + 1) / groupCount);
    return [first + index * size, Math.min(last, first + (index + 1) * size - 1)];
  });
  return points.union(points.setOfText(ascii), points.setOfRanges(...ranges));
}

const named = Array.from({ length: groupCount }, (_, index) => groupOf(index));
const others = points.negate(points.setOfRanges(...named.flat()));

/** Disjoint; together every character. */
export const firstCharacterGroups: readonly points.CodePointSet[] = named.map((group, index) =>
  index === 0 ? points.union(group, others) : group,
);
