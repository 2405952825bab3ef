// In: a text as it was written. Out: the same text in the one spelling that is scored: compatibility forms resolved, marks, invisible
// and control characters gone, lookalike letters plain, lower case. Time grows with the length. Knows no word and no model.
import { plainLetterOf } from './confusable-letters.ts';

/** Zero-width, bidirectional and format characters, variation selectors, fillers, tags: nothing that a reader sees. */
const invisible =
  /(?:\p{Cf}|\u034f|[\u115f\u1160]|[\u17b4\u17b5]|[\u180b-\u180f]|\u3164|\uffa0|[\u{fe00}-\u{fe0f}]|[\u{e0000}-\u{e0fff}])+/gu;
const control = /(?![\t\n\r])\p{Cc}/gu;
/** Accents and strokes put over other letters; vowel signs of other scripts are letters and stay. */
const overlaid =
  /(?:[\u0300-\u036f]|[\u0483-\u0489]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f])+/g;
/** Normalising sorts a run of marks, in time that grows with its square. */
const longMarkRun = /(\p{M}{8})\p{M}+/gu;
const asciiOnly = /^[\t\n\r\x20-\x7e]*$/;
const wordRun = /[\p{L}\p{M}]+/gu;
const letterRun = /\p{L}+/gu;
const foreign = /[^\p{ASCII}]/u;
/** Letters in black circles and squares, and the halves of flags. */
const boxedLetter = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu;

/** Letters with no decomposition that differ from a plain one by a stroke or hook only. */
const strokes: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ƀ: 'b',
  ɨ: 'i',
  ʉ: 'u',
  ɍ: 'r',
  ɏ: 'y',
};
const stroked = new RegExp(`[${Object.keys(strokes).join('')}]`, 'g');

/** What a reader does not see, taken out; everything else as it was. */
export function stripInvisible(text: string): string {
  return asciiOnly.test(text) ? text : text.replace(invisible, '').replace(control, '');
}

export function foldCharacters(text: string): string {
  if (asciiOnly.test(text)) return text.toLowerCase();
  const plain = stripInvisible(text)
    .replace(overlaid, '')
    .replace(longMarkRun, '$1')
    .replace(boxedLetter, plainBoxedLetter)
    .normalize('NFKD')
    .replace(overlaid, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(overlaid, '')
    .replace(stroked, (letter) => strokes[letter] ?? letter);
  return asciiOnly.test(plain) ? plain : foldLookalikes(plain);
}

/** A word that mixes Latin letters with others is in disguise; among Latin words, so is one made of lookalikes only. */
function foldLookalikes(text: string): string {
  const folded = text.replace(wordRun, (word) => (foreign.test(word) && /[a-z]/.test(word) ? plainWord(word) : word));
  const latin = folded.match(/[a-z]/g)?.length ?? 0;
  if (latin < 4 || latin * 2 < lettersOf(folded)) return folded;
  return folded.replace(wordRun, (word) => {
    if (!foreign.test(word)) return word;
    const plain = plainWord(word);
    return /^[a-z]+$/.test(plain) ? plain : word;
  });
}

function lettersOf(text: string): number {
  return (text.match(letterRun) ?? []).reduce((sum, run) => sum + run.length, 0);
}

function plainWord(word: string): string {
  return Array.from(word, (character) => plainLetterOf(character) ?? character).join('');
}

function plainBoxedLetter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const first = code >= 0x1f1e6 ? 0x1f1e6 : code >= 0x1f170 ? 0x1f170 : 0x1f150;
  return String.fromCharCode(0x61 + code - first);
}
