// In: nothing. Out: the port of one encoding, and when a decoding is believed. Knows no encoding.

import { foldCharacters } from './fold-characters.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Replaces what is encoded in a text, wherever it stands, by what it says; the rest stays. Time grows with the length. */
export type Decoder = (text: string, vocabulary: Vocabulary) => string;

/** Half of the letters in known words is far more than chance gives. */
const minKnownShare = 0.5;
/** Fewer are a word by chance, such as the i between the signs that some long word spells in base64. */
const minLetters = 4;
/** Share of signs that no text has. */
export const maxBrokenShare = 0.05;
/** Judged piece by piece, so that noise around a sentence does not hide it. */
export const judgedUnits = 512;

/** A decoding in the place of its code: a word or two stay in their sentence, more are sentences of their own. */
export function inPlace(decoded: string): string {
  return decoded.trim().split(/\s+/, 4).length > 3 ? `\n${decoded}\n` : ` ${decoded} `;
}

const broken = /(?![\t\n\r])\p{Cc}|\ufffd/gu;

/** The believable pieces of a decoding, or null without any. */
export function believable(decoded: string, vocabulary: Vocabulary): string | null {
  let believed = '';
  for (let at = 0; at < decoded.length; at += judgedUnits) {
    const piece = decoded.slice(at, at + judgedUnits);
    if (isBelievable(piece, vocabulary)) believed += piece;
  }
  return believed.trim() === '' ? null : believed;
}

function isBelievable(piece: string, vocabulary: Vocabulary): boolean {
  const isBroken = (piece.match(broken)?.length ?? 0) > piece.length * maxBrokenShare;
  if (isBroken) return false;
  const folded = foldCharacters(piece);
  const latin = folded.match(/[a-z]/g)?.length ?? 0;
  if (isOfOneScript(folded, latin)) return true;
  if (latin >= minLetters && vocabulary.knownShare(folded) >= minKnownShare) return true;
  return isEncodedAgain(piece) || (latin >= 6 && vocabulary.segment(folded.replace(/[^a-z]+/g, '')) !== null);
}

const otherScripts =
  /\p{Script=Cyrillic}+|\p{Script=Greek}+|\p{Script=Arabic}+|\p{Script=Hebrew}+|\p{Script=Devanagari}+|\p{Script=Bengali}+|\p{Script=Thai}+|\p{Script=Hangul}+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const minOtherLetters = 4;

/** Several letters in a row of a script other than Latin do not come about by chance. */
function isOfOneScript(folded: string, latin: number): boolean {
  const letters = (folded.match(otherScripts) ?? []).filter((run) => run.length > 1).join('').length;
  return letters >= minOtherLetters && letters > latin;
}

/** One encoding inside another leaves plain ASCII without words. */
function isEncodedAgain(piece: string): boolean {
  return piece.length >= 8 && /^[\s\x20-\x7e]+$/.test(piece);
}
