// In: code points and ranges of them. Out: sets of code points and their algebra. Surrogates belong to no set: no UTF-8 text holds one.
// Knows no pattern and no grammar.

/** Inclusive ranges, flat (`[first, last, first, last, …]`), ascending, neither touching nor overlapping. */
export type CodePointSet = readonly number[];

const lastCodePoint = 0x10ffff;

export function setOfRanges(...flat: readonly number[]): CodePointSet {
  const ranges: [number, number][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) ranges.push([flat[index] ?? 0, flat[index + 1] ?? 0]);
  ranges.sort((left, right) => left[0] - right[0]);
  const merged: number[] = [];
  for (const [first, last] of ranges) {
    const end = merged.at(-1);
    if (end !== undefined && first <= end + 1) merged[merged.length - 1] = Math.max(end, last);
    else merged.push(first, last);
  }
  return withoutSurrogates(merged);
}

export function setOfText(text: string): CodePointSet {
  return setOfRanges(
    ...[...text].flatMap((character) => [character.codePointAt(0) ?? 0, character.codePointAt(0) ?? 0]),
  );
}

function withoutSurrogates(ranges: readonly number[]): CodePointSet {
  const kept: number[] = [];
  const keep = (first: number, last: number): void => {
    if (first <= last) kept.push(first, last);
  };
  for (let index = 0; index < ranges.length; index += 2) {
    const [first = 0, last = 0] = [ranges[index], ranges[index + 1]];
    if (last < 0xd800 || first > 0xdfff) keep(first, last);
    else {
      keep(first, Math.min(last, 0xd7ff));
      keep(Math.max(first, 0xe000), last);
    }
  }
  return kept;
}

export const noCodePoints: CodePointSet = [];
export const anyCodePoint: CodePointSet = setOfRanges(0, lastCodePoint);
export const basicPlane: CodePointSet = setOfRanges(0, 0xffff);
export const digits: CodePointSet = setOfRanges(0x30, 0x39);
export const wordCharacters: CodePointSet = setOfRanges(0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a);
/** What ECMAScript's `\s` matches. */
export const spaces: CodePointSet = setOfRanges(
  ...[0x09, 0x0d, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a],
  ...[0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff],
);
export const lineEnds: CodePointSet = setOfRanges(0x0a, 0x0a, 0x0d, 0x0d, 0x2028, 0x2029);

export function union(left: CodePointSet, right: CodePointSet): CodePointSet {
  return setOfRanges(...left, ...right);
}

export function intersect(left: CodePointSet, right: CodePointSet): CodePointSet {
  const shared: number[] = [];
  for (let l = 0, r = 0; l < left.length && r < right.length; ) {
    const [leftLast = 0, rightLast = 0] = [left[l + 1], right[r + 1]];
    const first = Math.max(left[l] ?? 0, right[r] ?? 0);
    const last = Math.min(leftLast, rightLast);
    if (first <= last) shared.push(first, last);
    if (leftLast < rightLast) l += 2;
    else r += 2;
  }
  return shared;
}

export function negate(set: CodePointSet): CodePointSet {
  const outside: number[] = [];
  let next = 0;
  for (let index = 0; index < set.length; index += 2) {
    if ((set[index] ?? 0) > next) outside.push(next, (set[index] ?? 0) - 1);
    next = (set[index + 1] ?? 0) + 1;
  }
  if (next <= lastCodePoint) outside.push(next, lastCodePoint);
  return withoutSurrogates(outside);
}

export function subtract(left: CodePointSet, right: CodePointSet): CodePointSet {
  return intersect(left, negate(right));
}

export function has(set: CodePointSet, codePoint: number): boolean {
  let [low, high] = [0, set.length / 2 - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < (set[middle * 2] ?? 0)) high = middle - 1;
    else if (codePoint > (set[middle * 2 + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}
