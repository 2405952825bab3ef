// In: a text. Out: it as the judges compare it: without case, width, accents of writing, marks and invisible characters. Pure.

/** Lower case, one space between words, no invisible characters. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Variation_Selector}]/gu, '')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** Only its letters and digits, in lower case: `K - 7 x` and `k7X` are the same. */
export function squash(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}

export function wordsOf(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?。])\s+|\n+/).filter((sentence) => sentence.trim() !== '');
}
