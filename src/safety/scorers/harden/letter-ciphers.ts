// In: texts with words whose letters were shifted (rot13 and the like), mirrored in the alphabet or put in reverse. Out: the texts that
// they spell. Only where several words in a row are unknown. Time grows with the length. Knows no model.

import { type Decoder, inPlace } from './decoder.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words, and what stands between them. */
const wordOrGap = /[a-zA-Z]+|[^a-zA-Z]+/g;
/** So many known words in a row may stand in an encoded stretch: short ones are words in many ciphers. */
const maxKnownInside = 2;
/** What is longer is no word in any cipher. */
const maxLetters = 30;
const minUnknownLetters = 7;
/** Shorter words are words in many ciphers and prove nothing. */
const minProvingLetters = 4;
/** Words decoded together: few enough that noise beside them does not decide, enough that chance does not. */
const wordsPerPiece = 24;
const minKnownShare = 0.6;

/** Which letter each of a to z becomes, as code units; null puts the letters of a word in reverse. */
type Cipher = Uint8Array | null;

const ciphers: readonly Cipher[] = [
  null,
  ...Array.from({ length: 25 }, (_, at) => mapLetters((place) => (place + at + 1) % 26)),
  mapLetters((place) => 25 - place),
];

function mapLetters(move: (place: number) => number): Uint8Array {
  return Uint8Array.from({ length: 26 }, (_, place) => 0x61 + move(place));
}

function applyCipher(cipher: Cipher, word: string): string {
  if (cipher === null) return Array.from(word.toLowerCase()).reverse().join('');
  let mapped = '';
  for (let at = 0; at < word.length; at += 1)
    mapped += String.fromCharCode(cipher[(word.charCodeAt(at) | 0x20) - 0x61] ?? 0);
  return mapped;
}

export const decodeLetterCiphers: Decoder = (text, vocabulary) => {
  const parts = text.match(wordOrGap) ?? [];
  for (const { from, to } of unknownStretches(parts, vocabulary)) {
    for (let start = from; start < to; start += wordsPerPiece * 2) {
      decodePiece(parts, start, Math.min(to, start + wordsPerPiece * 2), vocabulary);
    }
  }
  return parts.join('');
};

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Short words are words in many ciphers: they belong to the unknown ones beside them. */
function unknownStretches(parts: readonly string[], vocabulary: Vocabulary): readonly Stretch[] {
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

/** In place. Words put in reverse are read in both orders, since the whole may have been turned. */
function decodePiece(parts: string[], from: number, to: number, vocabulary: Vocabulary): void {
  const piece = parts.slice(from, to);
  const words = piece.filter(isWord);
  const proving = words.filter((word) => word.length >= minProvingLetters);
  const letters = proving.reduce((sum, word) => sum + word.length, 0);
  let best: Cipher | undefined;
  let bestKnown = Math.max(minUnknownLetters - 1, letters * minKnownShare);
  for (const cipher of ciphers) {
    let known = 0;
    for (const word of proving) if (vocabulary.hasEnciphered(word, cipher)) known += word.length;
    if (known > bestKnown) {
      best = cipher;
      bestKnown = known;
    }
  }
  if (best === undefined) return;
  const cipher = best;
  const decoded = piece.map((part) => (isWord(part) ? applyCipher(cipher, part) : part));
  const turned = cipher === null ? inPlace([...decoded].reverse().join('')) : '';
  parts.fill('', from, to);
  parts[from] = `${inPlace(decoded.join(''))}${turned}`;
}

function isWord(part: string): boolean {
  return /^[a-zA-Z]/.test(part);
}
