// In: a folded text and a vocabulary. Out: the text with words put together again that were written letter by letter or in pieces. Time
// grows with the length. Knows no model.
import type { Vocabulary } from '../vocabulary.ts';

const sign = '[a-z0-9@$!|+]';
const gap = '[ \\t.,\\-_*\\u00b7\\u2022/~:]';
/** Three or more lone signs, with one to three separators between. */
const spelledOut = new RegExp(`(?<![a-z0-9])${sign}(?:${gap}{1,3}${sign}(?![a-z0-9])){2,}`, 'g');
/** Two or three pieces of letters with something between, on one line. */
const pieces = /[a-z]+(?:[ .\-_*\u00b7~|]{1,2}[a-z]+)+/g;
const piece = /([a-z]+)([^a-z]*)/g;

export function joinSplitWords(text: string, vocabulary: Vocabulary): string {
  return text.replace(spelledOut, joinLetters).replace(pieces, (run) => joinPieces(run, vocabulary));
}

/** The shortest gap stands between letters; a longer one stands between words. */
function joinLetters(run: string): string {
  const gaps = [...run.matchAll(new RegExp(`${gap}+`, 'g'))].map(([found]) => found);
  const usual = Math.min(...gaps.slice(0, 64).map((found) => found.length));
  return run.replace(new RegExp(`${gap}+`, 'g'), (found) => (found.length > usual ? ' ' : ''));
}

/** Pieces of which one at least is no word, and which are one together. */
function joinPieces(run: string, vocabulary: Vocabulary): string {
  const parts = [...run.matchAll(piece)].map(([, letters = '', rest = '']) => ({ letters, rest }));
  let joined = '';
  for (let at = 0; at < parts.length; ) {
    const length = lengthOfWord(parts, at, vocabulary);
    const taken = parts.slice(at, at + length);
    joined += taken.map(({ letters }) => letters).join('') + (taken.at(-1)?.rest ?? '');
    at += length;
  }
  return joined;
}

function lengthOfWord(parts: readonly { readonly letters: string }[], at: number, vocabulary: Vocabulary): number {
  for (const length of [4, 3, 2]) {
    const letters = parts.slice(at, at + length).map((part) => part.letters);
    if (letters.length < length) continue;
    const word = letters.join('');
    if (word.length >= 4 && vocabulary.has(word) && !letters.every((found) => vocabulary.has(found))) return length;
  }
  return 1;
}
