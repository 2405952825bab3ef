// In: two neighbouring characters. Out: whether one word goes on from one to the other. Knows no language beyond its script.

/**
 * `none` is in no word; `spaced` is a letter, mark or digit of a script that parts words with spaces; `unspaced` is one of a script
 * that does not (Chinese, Japanese, Thai, …), where a word may end anywhere; `hangul` parts words but hangs particles on them.
 * `outside` is what is before and behind the text.
 */
export const wordClass = { outside: 0, none: 1, spaced: 2, unspaced: 3, hangul: 4 } as const;
export type WordClass = (typeof wordClass)[keyof typeof wordClass];

const inWord = /[\p{L}\p{M}\p{N}]/u;
const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Yiii}\p{scx=Lana}\p{scx=Talu}\p{scx=Java}\p{scx=Bali}]/u;
const hangul = /\p{sc=Hang}/u;

const known: Uint8Array<ArrayBuffer> = new Uint8Array(0x11_0000);

export function classOf(codePoint: number): WordClass {
  const cached = known[codePoint];
  switch (cached) {
    case wordClass.none:
    case wordClass.spaced:
    case wordClass.unspaced:
    case wordClass.hangul:
      return cached;
    default: {
      const found = findClass(String.fromCodePoint(codePoint));
      known[codePoint] = found;
      return found;
    }
  }
}

function findClass(character: string): WordClass {
  if (!inWord.test(character)) return wordClass.none;
  if (unspaced.test(character)) return wordClass.unspaced;
  return hangul.test(character) ? wordClass.hangul : wordClass.spaced;
}

/** Whether there is no edge of a word between a character of the one class and a next one of the other. */
export function isOneWord(before: WordClass, after: WordClass): boolean {
  return before === after && (before === wordClass.spaced || before === wordClass.hangul);
}

/** A term that begins with this must not begin inside a word. */
export function needsEdgeBefore(first: WordClass): boolean {
  return first === wordClass.spaced || first === wordClass.hangul;
}

/** A term that ends with this must not end inside a word. */
export function needsEdgeAfter(last: WordClass): boolean {
  return last === wordClass.spaced;
}
