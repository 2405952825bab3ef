// In: a folded text and a vocabulary. Out: the text with words put together again that were written letter by letter or in pieces. Time
// grows with the length. Knows no model.
import type { Vocabulary } from './vocabulary.ts';

const sign = '[a-z0-9@$!|+]';
const gap = '[ \\t.,\\-_*\\u00b7\\u2022/~:]';
/** Three or more lone signs, with one to three separators between. */
const spelledOut = new RegExp(`(?<![a-z0-9])${sign}(?:${gap}{1,3}${sign}(?![a-z0-9])){2,}`, 'g');
const gaps = new RegExp(`${gap}+`, 'g');
const letter = /[a-z]/;
const spaces = /[ \t]/;
const lettersOrNot = /[a-z]+|[^a-z]+/g;
/** What may stand inside a word that was taken apart. */
const innerGap = /^[ .\-_*\u00b7~|]{1,2}$/;
/** Before the end of a contraction or of a genitive, which is no piece of the word behind it. */
const apostrophe = /^['\u2019]$/;
const maxPieces = 4;
const minLetters = 4;

export function joinSplitWords(text: string, vocabulary: Vocabulary): string {
  return joinPieces(text.replace(spelledOut, joinLetters), vocabulary);
}

/** A list of numbers stays one. Where most gaps are signs, a space stands between words; else the shortest gap stands between letters, and a longer one between words. */
function joinLetters(run: string): string {
  if (!letter.test(run)) return run;
  const found = run.match(gaps) ?? [];
  const usual = found.reduce((least, between) => Math.min(least, between.length), 3);
  const isBySigns = found.filter((between) => spaces.test(between)).length * 2 < found.length;
  return run.replace(gaps, (between) => {
    const isBreak = isBySigns ? spaces.test(between) : between.length > usual;
    return isBreak ? ' ' : '';
  });
}

interface Piece {
  readonly letters: string;
  readonly isKnown: boolean;
  /** What stands before it. */
  readonly before: string;
  readonly isJoinable: boolean;
}

/** Joins pieces of which one at least is no word, and which are one together. */
function joinPieces(text: string, vocabulary: Vocabulary): string {
  const { pieces, rest } = piecesOf(text, vocabulary);
  let joined = '';
  for (let at = 0; at < pieces.length; ) {
    const length = lengthOfWord(pieces, at, vocabulary);
    joined += pieces[at]?.before ?? '';
    for (let taken = at; taken < at + length; taken += 1) joined += pieces[taken]?.letters ?? '';
    at += length;
  }
  return joined + rest;
}

function piecesOf(text: string, vocabulary: Vocabulary): { readonly pieces: readonly Piece[]; readonly rest: string } {
  const pieces: Piece[] = [];
  let before = '';
  for (const part of text.match(lettersOrNot) ?? []) {
    const unit = part.charCodeAt(0);
    if (unit < 0x61 || unit > 0x7a) {
      before = part;
      continue;
    }
    const isKnown = apostrophe.test(before) || vocabulary.isEnglish(part);
    pieces.push({ letters: part, isKnown, before, isJoinable: innerGap.test(before) });
    before = '';
  }
  return { pieces, rest: before };
}

function lengthOfWord(pieces: readonly Piece[], at: number, vocabulary: Vocabulary): number {
  let word = pieces[at]?.letters ?? '';
  let hasUnknown = pieces[at]?.isKnown === false;
  let best = 1;
  for (let length = 2; length <= maxPieces; length += 1) {
    const piece = pieces[at + length - 1];
    if (piece?.isJoinable !== true) break;
    hasUnknown ||= !piece.isKnown;
    word += piece.letters;
    if (hasUnknown && word.length >= minLetters && vocabulary.isEnglish(word)) best = length;
  }
  return best;
}
