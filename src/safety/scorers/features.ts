// In: a folded text, its tokens, and the lexicon. Out: the features that end at each token, as buckets of the model with their weight.
// Training and service both call this: what is trained is what is scored. Knows no weights.
import { addUnit, emptyHash, hashPair, hashWord, mixHash } from './harden/hash-words.ts';
import type { Lexicon } from './lexicon.ts';
import type { Tokens } from './tokens.ts';

export const bucketBits = 18;
const mask = (1 << bucketBits) - 1;

/** How much a feature counts; whole numbers, so that sums are exact. A word has one of its own and many parts. */
export const wordValue = 5;
export const partValue = 2;

const wordSpace = 0x11;
const pairSpace = 0x22;
const tripleSpace = 0x33;
const skipSpace = 0x44;
const farSpace = 0x55;
const partSpace = 0x66;
const lexiconSpace = 0x77;

/** A longer sentence is taken as several. */
const maxSentenceTokens = 40;

const apostrophes = /['\u2019\u00b4`]/;

/** So far back a feature that comes again is known to. */
const repeatReach = 160;

/** Takes one feature of one token; `isRepeated` where the same was met in one of the sentences shortly before. */
export type FeatureSink = (token: number, bucket: number, value: number, isRepeated: boolean) => void;
type Meet = (token: number, bucket: number, value: number) => void;

/** When each bucket was last met, in tokens since the thread began: cheaper than a set for each sentence. */
const lastMet = new Int32Array(1 << bucketBits);
let tokensMet = 1;

/** Within a sentence each feature counts once: who repeats a word says no more by it. */
export function visitFeatures(text: string, tokens: Tokens, lexicon: Lexicon, visit: FeatureSink): void {
  const hasApostrophes = apostrophes.test(text);
  const base = startOfTokens(tokens.count);
  let sentence = base;
  const sink: Meet = (token, bucket, value) => {
    const last = lastMet[bucket] ?? 0;
    if (last >= sentence) return;
    lastMet[bucket] = base + token;
    visit(token, bucket, value, last >= base && last >= base + token - repeatReach);
  };
  let previous = 0;
  let second = 0;
  let third = 0;
  for (let token = 0; token < tokens.count; token += 1) {
    const start = tokens.starts[token] ?? 0;
    const end = tokens.ends[token] ?? 0;
    if (tokens.opens[token] === 1 || base + token - sentence >= maxSentenceTokens) sentence = base + token;
    const word = hasApostrophes ? hashWithoutApostrophes(text, start, end) : hashWord(text, start, end);
    const pair = hashPair(previous, word);
    const triple = hashPair(second, pair);
    sink(token, bucketOf(wordSpace, word), wordValue);
    sink(token, bucketOf(pairSpace, pair), wordValue);
    sink(token, bucketOf(tripleSpace, triple), wordValue);
    sink(token, bucketOf(skipSpace, hashPair(second, word)), wordValue);
    sink(token, bucketOf(farSpace, hashPair(third, word)), wordValue);
    if (tokens.singles[token] === 0) visitParts(text, start, end, token, sink);
    for (const hash of [word, pair, triple]) {
      const entry = lexicon.find(hash);
      if (entry !== 0) sink(token, bucketOf(lexiconSpace, entry), 2 * wordValue);
    }
    third = second;
    second = previous;
    previous = word;
  }
}

function startOfTokens(count: number): number {
  if (tokensMet + count > 0x7ffffff0) {
    lastMet.fill(0);
    tokensMet = 1;
  }
  const start = tokensMet;
  tokensMet += count + 1;
  return start;
}

/** Pieces of three to five characters of a word with its edges. */
function visitParts(text: string, start: number, end: number, token: number, sink: Meet): void {
  for (let from = start - 1; from <= end - 2; from += 1) {
    let hash = emptyHash;
    const limit = Math.min(from + 5, end + 1);
    for (let at = from; at < limit; at += 1) {
      hash = addUnit(hash, at < start ? 0x3c : at >= end ? 0x3e : text.charCodeAt(at));
      if (at - from >= 2) sink(token, bucketOf(partSpace, hash), partValue);
    }
  }
}

function hashWithoutApostrophes(text: string, start: number, end: number): number {
  let hash = emptyHash;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x27 && unit !== 0x2019 && unit !== 0xb4 && unit !== 0x60) hash = addUnit(hash, unit);
  }
  return mixHash(hash);
}

function bucketOf(space: number, hash: number): number {
  return mixHash(Math.imul(hash, 0x2545f491) + space) & mask;
}
