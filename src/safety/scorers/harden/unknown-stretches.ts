// In: words and what stands between them, and a vocabulary. Out: the stretches of which hardly a word is known. Time grows with the number. Knows
// no cipher.
import type { Vocabulary } from './vocabulary.ts';

/** Places of parts. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** So many known words in a row may stand in an encoded stretch: short ones are words in many ciphers. */
const maxKnownInside = 2;
const minUnknownLetters = 7;
/** Shorter words are words in many ciphers and prove nothing; what is longer is no word in any. */
export const minProvingLetters = 4;
export const maxLetters = 30;

export function isWord(part: string): boolean {
  return /^[a-zA-Z]/.test(part);
}

/** Short words are words in many ciphers: they belong to the unknown ones beside them. */
export function unknownStretches(parts: readonly string[], vocabulary: Vocabulary): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  let end = -1;
  let letters = 0;
  let known = 0;
  const close = (next: number): void => {
    if (letters >= minUnknownLetters) stretches.push({ from: start, to: end });
    start = next;
    end = -1;
    letters = 0;
    known = 0;
  };
  for (const [at, part] of parts.entries()) {
    if (!isWord(part)) continue;
    const isProving = part.length >= minProvingLetters && part.length <= maxLetters;
    if (isProving && vocabulary.has(part.toLowerCase())) {
      known += 1;
      if (end < 0 || known > maxKnownInside) close(at + 1);
    } else {
      if (isProving) {
        letters += part.length;
        known = 0;
      }
      if (isProving || (end >= 0 && known === 0)) end = at + 1;
    }
  }
  close(parts.length);
  return stretches;
}
