// In: texts with words whose letters were shifted (rot13 and the like), mirrored in the alphabet or put in reverse. Out: the texts that
// they spell. Only where several words in a row are unknown. Time grows with the length. Knows no model.

import { inPlace } from './decoder.ts';
import { type Cipher, letterPairCost, mapLetters } from './letter-pairs.ts';
import { isWord, maxLetters, minProvingLetters, type Stretch, unknownStretches } from './unknown-stretches.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words, and what stands between them. */
const wordOrGap = /[a-zA-Z]+|[^a-zA-Z]+/g;
const minKnownLetters = 7;
/** Words and gaps decoded together: few enough that noise beside them does not decide, enough that chance does not. */
const partsPerPiece = 48;
const minKnownShare = 0.6;
/** Of words of other languages letters tell: so many of them. */
const minPairLetters = 20;
/** Nats a letter, edges of words included: any language with Latin letters has less, and at least so much less than in cipher. */
const maxPairCost = 2.85;
const minPairGain = 0.35;

const ciphers: readonly Cipher[] = [
  null,
  ...Array.from({ length: 25 }, (_, at) => mapLetters((place) => (place + at + 1) % 26)),
  mapLetters((place) => 25 - place),
];

function applyCipher(cipher: Cipher, word: string): string {
  if (cipher === null) return Array.from(word.toLowerCase()).reverse().join('');
  let mapped = '';
  for (let at = 0; at < word.length; at += 1)
    mapped += String.fromCharCode(cipher[(word.charCodeAt(at) | 0x20) - 0x61] ?? 0);
  return mapped;
}

/** None where nothing is in cipher. Where words were put in reverse, a second one has them in the other order: the whole may have been turned. */
export function decodeLetterCiphers(text: string, vocabulary: Vocabulary): readonly string[] {
  const parts = text.match(wordOrGap) ?? [];
  const deciphered = unknownStretches(parts, vocabulary).flatMap((stretch) => decipher(parts, stretch, vocabulary));
  if (deciphered.length === 0) return [];
  const inOrder = rewritten(parts, deciphered, (written) => written.join(''));
  if (deciphered.every(({ cipher }) => cipher !== null)) return [inOrder];
  return [
    inOrder,
    rewritten(parts, deciphered, (written, cipher) => (cipher === null ? written.reverse() : written).join('')),
  ];
}

interface Deciphered extends Stretch {
  readonly cipher: Cipher;
}

function rewritten(
  parts: readonly string[],
  deciphered: readonly Deciphered[],
  join: (written: string[], cipher: Cipher) => string,
): string {
  let text = '';
  let at = 0;
  for (const { from, to, cipher } of deciphered) {
    const written = parts.slice(from, to).map((part) => (isWord(part) ? applyCipher(cipher, part) : part));
    text += parts.slice(at, from).join('') + inPlace(join(written, cipher));
    at = to;
  }
  return text + parts.slice(at).join('');
}

/** Neighbours in one cipher as one. A piece that says too little is in the cipher of the piece before it. */
function decipher(parts: readonly string[], { from, to }: Stretch, vocabulary: Vocabulary): readonly Deciphered[] {
  const found: Deciphered[] = [];
  for (let start = from; start < to; start += partsPerPiece) {
    const end = Math.min(to, start + partsPerPiece);
    const words = parts.slice(start, end).filter(isWord);
    const before = found.at(-1);
    const isNext = before?.to === start;
    const cipher = cipherOf(words, vocabulary) ?? (isNext && isShort(words) ? before : undefined);
    if (cipher === undefined) continue;
    if (isNext && before.cipher === cipher.cipher) found.splice(-1, 1, { ...before, to: end });
    else found.push({ from: start, to: end, cipher: cipher.cipher });
  }
  return found;
}

function isShort(words: readonly string[]): boolean {
  return lettersOf(words) < minPairLetters;
}

function lettersOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0);
}

function cipherOf(words: readonly string[], vocabulary: Vocabulary): { readonly cipher: Cipher } | undefined {
  return cipherByWords(words, vocabulary) ?? cipherByPairs(words);
}

function cipherByWords(words: readonly string[], vocabulary: Vocabulary): { readonly cipher: Cipher } | undefined {
  const proving = words.filter((word) => word.length >= minProvingLetters);
  let best: { readonly cipher: Cipher } | undefined;
  let bestKnown = Math.max(minKnownLetters - 1, lettersOf(proving) * minKnownShare);
  for (const cipher of ciphers) {
    let known = 0;
    for (const word of proving) if (vocabulary.hasEnciphered(word, cipher)) known += word.length;
    if (known > bestKnown) {
      best = { cipher };
      bestKnown = known;
    }
  }
  return best;
}

function cipherByPairs(all: readonly string[]): { readonly cipher: Cipher } | undefined {
  const words = all.filter((word) => word.length <= maxLetters);
  if (isShort(words)) return undefined;
  const size = lettersOf(words) + words.length;
  const costOf = (cipher?: Cipher): number => words.reduce((sum, word) => sum + letterPairCost(word, cipher), 0) / size;
  let best: { readonly cipher: Cipher } | undefined;
  let bestCost = Math.min(maxPairCost, costOf() - minPairGain);
  for (const cipher of ciphers) {
    const cost = costOf(cipher);
    if (cost > bestCost) continue;
    best = { cipher };
    bestCost = cost;
  }
  return best;
}
