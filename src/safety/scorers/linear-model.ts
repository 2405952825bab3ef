// In: weights and a folded text. Out: for each head the highest score of any stretch of the text: of its sentences, of windows of three
// sizes and of the whole. Time grows with the length. Knows no level and no encoding.
import { visitFeatures } from './features.ts';
import { headStride, heads } from './heads.ts';
import type { Lexicon } from './lexicon.ts';
import { type Tokens, tokenise } from './tokens.ts';

export interface LinearModel {
  /** One byte for each bucket and head, `headStride` apart. */
  readonly weights: Int8Array;
  /** What one step of a byte is worth, for each head. */
  readonly steps: readonly number[];
  readonly biases: readonly number[];
  readonly lexicon: Lexicon;
}

/** Windows of so many tokens overlap by half. */
const windowTokens = [12, 40, 160];
/** A long text has many stretches, of which one may look bad by chance: for each doubling of its length more is asked, up to a point. */
const marginPerDoubling = 0.3;
const usualTokens = 40;
const maxCountedTokens = 600;
/** Of stretches that hold more than a sentence. */
const severalSentences = 24;
/** A longer sentence is covered by windows. */
const maxSentenceTokens = 80;

const letterOrDigit = /[\p{L}\p{N}]/u;

/** One score for each head; minus infinity for a text without words. */
export function scoreReading(model: LinearModel, text: string): Float64Array {
  return scoreStretches(model, text, 0).all;
}

/** As of `scoreReading`. */
export interface StretchScores {
  readonly all: Float64Array;
  /** Of the stretches half of which, or more, stand behind a place in the text or in the sentence that holds it. */
  readonly behind: Float64Array;
}

/** `place`: in UTF-16 units. */
export function scoreStretches(model: LinearModel, text: string, place: number): StretchScores {
  const tokens = tokenise(text);
  const sumsOf = prefixSums(model, text, tokens);
  const margin = marginPerDoubling * Math.log2(1 + Math.min(tokens.count, maxCountedTokens) / usualTokens);
  const all = new Float64Array(heads.length).fill(Number.NEGATIVE_INFINITY);
  const behind = all.slice();
  const firstBehind = startOfSentence(tokens, place);
  const signs = signCounts(text, tokens);
  for (const [from, to] of stretchesOf(tokens)) {
    // Pictures say nothing by themselves; what they did in training they did beside words.
    if (((signs[to] ?? 0) - (signs[from] ?? 0)) * 2 >= to - from) continue;
    // Over several sentences what is said again says no more: lists and logs would add up to anything.
    const sums = to - from >= severalSentences ? sumsOf.fresh : sumsOf.all;
    const isBehind = (to - Math.max(from, firstBehind)) * 2 >= to - from;
    const size = Math.sqrt(
      (sums[to * headStride + headStride - 1] ?? 0) - (sums[from * headStride + headStride - 1] ?? 0),
    );
    for (let head = 0; head < heads.length; head += 1) {
      const sum = (sums[to * headStride + head] ?? 0) - (sums[from * headStride + head] ?? 0);
      const score = (model.biases[head] ?? 0) + (sum / size) * (model.steps[head] ?? 0) - margin;
      if (score > (all[head] ?? 0)) all[head] = score;
      if (isBehind && score > (behind[head] ?? 0)) behind[head] = score;
    }
  }
  return { all, behind };
}

/** The token that begins the sentence of the first token which ends behind the place. */
function startOfSentence({ count, ends, opens }: Tokens, place: number): number {
  let token = 0;
  while (token < count && (ends[token] ?? 0) <= place) token += 1;
  if (token === count) return count;
  while (token > 0 && opens[token] === 0) token -= 1;
  return token;
}

/** How many of the first t tokens are signs and pictures, no letters and no digits. */
function signCounts(text: string, tokens: Tokens): Int32Array {
  const counts = new Int32Array(tokens.count + 1);
  for (let token = 0; token < tokens.count; token += 1) {
    const isSign =
      tokens.singles[token] === 1 && !letterOrDigit.test(text.slice(tokens.starts[token], tokens.ends[token]));
    counts[token + 1] = (counts[token] ?? 0) + (isSign ? 1 : 0);
  }
  return counts;
}

interface PrefixSums {
  readonly all: Float64Array;
  /** Without what is repeated from the sentences before. */
  readonly fresh: Float64Array;
}

/** Row t: what the features of the first t tokens add up to; in the last column, the squares of their values. */
function prefixSums(model: LinearModel, text: string, tokens: Tokens): PrefixSums {
  const { weights } = model;
  const all = new Float64Array((tokens.count + 1) * headStride);
  const fresh = new Float64Array(all.length);
  const add = (sums: Float64Array, row: number, at: number, value: number): void => {
    for (let head = 0; head < heads.length; head += 1) {
      sums[row + head] = (sums[row + head] ?? 0) + value * (weights[at + head] ?? 0);
    }
    sums[row + headStride - 1] = (sums[row + headStride - 1] ?? 0) + value * value;
  };
  visitFeatures(text, tokens, model.lexicon, (token, bucket, value, isRepeated) => {
    const row = (token + 1) * headStride;
    add(all, row, bucket * headStride, value);
    if (!isRepeated) add(fresh, row, bucket * headStride, value);
  });
  for (const sums of [all, fresh])
    for (let at = headStride; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (sums[at - headStride] ?? 0);
  return { all, fresh };
}

/** From and to, in tokens. */
export function* stretchesOf(tokens: Tokens): Generator<readonly [number, number]> {
  const { count, opens } = tokens;
  if (count === 0) return;
  yield [0, count];
  let start = 0;
  for (let at = 1; at <= count; at += 1) {
    if (at < count && opens[at] === 0) continue;
    if (at - start <= maxSentenceTokens && at - start < count) yield [start, at];
    start = at;
  }
  for (const size of windowTokens) {
    for (let from = 0; from + size / 2 < count && size < count; from += size / 2) {
      yield [from, Math.min(count, from + size)];
    }
  }
}
