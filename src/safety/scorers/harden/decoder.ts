// In: nothing. Out: the port of one encoding, and when a decoding is believed. Knows no encoding.
import type { Vocabulary } from '../vocabulary.ts';
import { foldCharacters } from './fold-characters.ts';

/** Replaces what is encoded in a text, wherever it stands, by what it says; the rest stays. Time grows with the length. */
export type Decoder = (text: string, vocabulary: Vocabulary) => string;

/** Half of the letters in known words is far more than chance gives. */
const minKnownShare = 0.5;
const maxBrokenShare = 0.05;
/** Judged piece by piece, so that noise around a sentence does not hide it. */
const judgedUnits = 512;

const broken = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]/g;

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
  const letters = folded.match(/\p{L}/gu)?.length ?? 0;
  const latin = folded.match(/[a-z]/g)?.length ?? 0;
  // Whole bytes of UTF-8 in another script do not come about by chance.
  if (letters - latin > latin) return true;
  if (vocabulary.knownShare(folded) >= minKnownShare) return true;
  return isEncodedAgain(piece) || (latin >= 6 && vocabulary.segment(folded.replace(/[^a-z]+/g, '')) !== null);
}

/** One encoding inside another leaves plain ASCII without words. */
function isEncodedAgain(piece: string): boolean {
  return piece.length >= 8 && /^[\s\x20-\x7e]+$/.test(piece);
}
