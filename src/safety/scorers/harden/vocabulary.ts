// In: the artifact's hashed words with how common they are. Out: whether something is a word, how much of a text is words, and where the
// words of a text without spaces begin. Knows no script but Latin.

import { addUnit, emptyHash, hashWord, mixHash } from './hash-words.ts';
import { pairCost } from './letter-pairs.ts';

export interface Vocabulary {
  has(word: string): boolean;
  /** Whether it is a common word of English: of other languages' short words, some are pieces of English ones. */
  isEnglish(word: string): boolean;
  /** Whether a word of ASCII letters is known once each letter is replaced (a to z by their place), or, with null, in reverse. */
  hasEnciphered(word: string, letters: Uint8Array | null): boolean;
  /** Share, 0 to 1, of the letters that stand in known words; 0 without letters. */
  knownShare(text: string): number;
  /** The words of a run of letters, or null where it is not one of words: where a letter costs too much. Time grows with the length. */
  segment(letters: string): Segmentation | null;
}

export interface Segmentation {
  readonly words: readonly string[];
  /** Nats, of all letters together: the less, the more common the words are. */
  readonly cost: number;
}

/** Bytes of one entry: a hash in little-endian order, and sixteenths of a nat that the word costs. */
export const vocabularyEntryBytes = 5;
const maxWordLetters = 20;
/** 32,000 words set one in sixteen of so many bits. */
const endingBits = 19;
const endingMask = 2 ** endingBits - 1;
/** Nats for a word that is not known beside what its letters cost, and the most that a letter of a believable text costs on average. */
const unknownWordCost = 3;
const believableCost = 2.5;
/** Nats for a term of the lexicon that is no common word. */
const termCost = 11;

/** `others` are words of other languages. `terms` are the lexicon's entries, of the same size and with a hash first: slurs are words too. */
export function readVocabulary(
  bytes: Uint8Array,
  others: Uint8Array = new Uint8Array(),
  terms: Uint8Array = new Uint8Array(),
): Vocabulary {
  const costs = new Map<number, number>();
  /** Bit h is set where some word's hash ends in h: most of what is no word is told by it, in a tenth of a look into the map's time. */
  const endings = new Uint32Array(2 ** (endingBits - 5));
  const know = (hash: number, cost: number): void => {
    if (costs.has(hash)) return;
    costs.set(hash, cost);
    endings[(hash & endingMask) >>> 5] = (endings[(hash & endingMask) >>> 5] ?? 0) | (1 << (hash & 31));
  };
  for (const words of [bytes, others]) for (const [hash, sixteenths] of entriesOf(words)) know(hash, sixteenths / 16);
  for (const [hash] of entriesOf(terms)) know(hash, termCost);
  const foreign = new Set(Array.from(entriesOf(others), ([hash]) => hash));
  const costOf = (hash: number): number | undefined =>
    ((endings[(hash & endingMask) >>> 5] ?? 0) >>> (hash & 31)) & 1 ? costs.get(hash) : undefined;
  const has = (word: string): boolean => costOf(hashWord(word, 0, word.length)) !== undefined;
  const isEnglish = (word: string): boolean => has(word) && !foreign.has(hashWord(word, 0, word.length));

  function hasEnciphered(word: string, letters: Uint8Array | null): boolean {
    let hash = emptyHash;
    for (let at = 0; at < word.length; at += 1) {
      const place = (word.charCodeAt(letters === null ? word.length - 1 - at : at) | 0x20) - 0x61;
      hash = addUnit(hash, letters === null ? place + 0x61 : (letters[place] ?? 0));
    }
    return costOf(mixHash(hash)) !== undefined;
  }

  function knownShare(text: string): number {
    let letters = 0;
    let known = 0;
    for (const [word] of text.matchAll(/[a-z]+/g)) {
      letters += word.length;
      if (has(word)) known += word.length;
    }
    return letters === 0 ? 0 : known / letters;
  }

  function segment(letters: string): Segmentation | null {
    const best = new Float64Array(letters.length + 1).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(letters.length + 1);
    best[0] = 0;
    for (let start = 0; start < letters.length; start += 1) {
      const soFar = best[start] ?? 0;
      let hash = emptyHash;
      let pairs = soFar + unknownWordCost;
      let before = 0;
      const limit = Math.min(letters.length, start + maxWordLetters);
      for (let end = start + 1; end <= limit; end += 1) {
        const unit = letters.charCodeAt(end - 1);
        hash = addUnit(hash, unit);
        pairs += pairCost(before, unit - 0x60);
        before = unit - 0x60;
        const known = costOf(mixHash(hash));
        const cost = known === undefined ? pairs + pairCost(before, 0) : soFar + known;
        if (cost < (best[end] ?? 0)) {
          best[end] = cost;
          from[end] = start;
        }
      }
    }
    const cost = best[letters.length] ?? 0;
    if (cost > believableCost * letters.length) return null;
    const words: string[] = [];
    for (let end = letters.length; end > 0; end = from[end] ?? 0) words.push(letters.slice(from[end], end));
    return { words: words.reverse(), cost };
  }

  return { has, isEnglish, hasEnciphered, knownShare, segment };
}

function* entriesOf(bytes: Uint8Array): Generator<readonly [hash: number, value: number]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + vocabularyEntryBytes <= bytes.byteLength; at += vocabularyEntryBytes)
    yield [view.getUint32(at, true), view.getUint8(at + 4)];
}
