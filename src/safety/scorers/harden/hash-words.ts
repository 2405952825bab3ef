// In: code units and hashes. Out: 32-bit hashes, the same on every machine: they are what the trained artifact knows words by.

const seed = 0x811c9dc5;
const prime = 0x01000193;

export const emptyHash = seed;

/** Digits count as one sign: that a text has a number matters, which one does not. */
export function addUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ (unit >= 0x30 && unit <= 0x39 ? 0x30 : unit), prime);
}

export function hashWord(text: string, start: number, end: number): number {
  let hash = seed;
  for (let at = start; at < end; at += 1) hash = addUnit(hash, text.charCodeAt(at));
  return mixHash(hash);
}

/** Of two things in this order. */
export function hashPair(first: number, second: number): number {
  return mixHash(Math.imul(first, 0x9e3779b1) ^ (second + 0x7f4a7c15));
}

/** Spreads every bit over all others. Unsigned. */
export function mixHash(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
