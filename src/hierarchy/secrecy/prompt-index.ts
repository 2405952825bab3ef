// In: the words of an operator, with their weights. Out: a place to look up where a stretch of letters stands in them: as they are, moved
// along the alphabet by any number, mirrored in it, with letters or words backwards, or the letters of each word. Knows no answer.
import { type LetterSymbol, letterCount } from './symbols.ts';
import type { WeighedWord } from './weigh-sentences.ts';

/**
 * Letters are compared by their distance to the letter before, which is the same however far all are moved along the alphabet. So many
 * distances are looked up at once, and one in `stride` of the prompt's places is kept.
 */
export const windowLength = 12;
const stride = 3;
/** Of a stretch that the prompt repeats, so many places are kept, those that come first: an answer must not look at all of them again and again. */
const mostPlaces = 32;
const hashBase = 0x01000193;
/** No step may be a zero of the hash. */
const hashOffset = 2;
/** Distances lie below; a symbol that is no letter is itself. */
const noDistance = -1;

/** Invariant: `steps[at]` leads to a letter; of `starts` and `ends` those are set where a word has its first or last letter. */
export class PromptIndex {
  readonly #places = new Map<number, number>();
  /** The next place with the same hash, or -1. */
  readonly #others: Int32Array;
  readonly steps: Int32Array;
  /** What words weigh that ended up to here, this place included. */
  readonly #weights: Float64Array;
  /** What the word weighs that began before here and goes on; 0 at its first letter. */
  readonly #open: Float64Array;

  constructor(words: readonly WeighedWord[]) {
    const backwards = words.map(({ symbols, weight }) => ({ symbols: symbols.toReversed(), weight })).toReversed();
    const mirrored = words.map(({ symbols, weight }) => ({ symbols: symbols.map(mirror), weight }));
    const wordwise = backwards.toReversed();
    const variants = [words, backwards, words.toReversed(), wordwise, mirrored];
    const length = words.reduce((sum, { symbols }) => sum + symbols.length, 0);
    this.steps = new Int32Array(variants.length * (length + 1)).fill(noDistance);
    this.#weights = new Float64Array(this.steps.length);
    this.#open = new Float64Array(this.steps.length);
    this.#others = new Int32Array(this.steps.length).fill(-1);
    let at = 0;
    let weightSoFar = 0;
    for (const variant of variants) {
      const begin = at;
      let before = noDistance;
      for (const { symbols, weight } of variant) {
        for (const [place, symbol] of symbols.entries()) {
          this.steps[at] = stepTo(symbol, before);
          if (symbol < letterCount) before = symbol;
          if (place === symbols.length - 1) weightSoFar += weight;
          this.#weights[at] = weightSoFar;
          this.#open[at] = place === 0 ? 0 : weight;
          at += 1;
        }
      }
      this.#weights[at] = weightSoFar;
      this.#keep(begin, at);
      at += 1;
    }
  }

  /** Of the whole words within places `from` to before `to`. */
  weigh(from: number, to: number): number {
    if (to <= from) return 0;
    const before = from === 0 ? 0 : (this.#weights[from - 1] ?? 0);
    return Math.max(0, (this.#weights[to - 1] ?? 0) - before - (this.#open[from] ?? 0));
  }

  /** Places behind windows with this hash. */
  *behind(hash: number): Generator<number, undefined> {
    for (let place = this.#places.get(hash) ?? -1; place >= 0; place = this.#others[place] ?? -1) yield place;
  }

  #keep(begin: number, end: number): void {
    const window = new RollingWindow();
    for (let at = begin; at < end; at += 1) {
      window.push(this.steps[at] ?? noDistance);
      const taken = at - begin + 1;
      // The first step has nothing before it in the prompt.
      if (taken <= windowLength || taken % stride !== 0) continue;
      if (this.#isFull(window.hash)) continue;
      this.#others[at + 1] = this.#places.get(window.hash) ?? -1;
      this.#places.set(window.hash, at + 1);
    }
  }

  #isFull(hash: number): boolean {
    let count = 0;
    for (const _ of this.behind(hash)) count += 1;
    return count >= mostPlaces;
  }
}

/** From one symbol to the next: letters by their distance, all others by themselves. */
export function stepTo(symbol: LetterSymbol, letterBefore: LetterSymbol): number {
  if (symbol >= letterCount) return symbol;
  return letterBefore < 0 ? noDistance : (symbol - letterBefore + letterCount) % letterCount;
}

function mirror(symbol: LetterSymbol): LetterSymbol {
  return symbol < letterCount ? letterCount - 1 - symbol : symbol;
}

const dropped = Array.from({ length: windowLength }).reduce<number>((power) => Math.imul(power, hashBase), 1);

/** The last `windowLength` steps and their hash. */
export class RollingWindow {
  /** Where nothing was pushed yet, what adds nothing to the hash. */
  readonly #steps = new Int32Array(windowLength).fill(-hashOffset);
  #count = 0;
  hash = 0;

  push(step: number): void {
    const slot = this.#count % windowLength;
    this.hash =
      (Math.imul(this.hash, hashBase) + step + hashOffset - Math.imul((this.#steps[slot] ?? 0) + hashOffset, dropped)) |
      0;
    this.#steps[slot] = step;
    this.#count += 1;
  }

  get isFull(): boolean {
    return this.#count >= windowLength;
  }

  /** Whether these are the steps before a place. */
  isBefore(place: number, steps: Int32Array): boolean {
    for (let back = 1; back <= windowLength; back += 1)
      if (this.#steps[(this.#count - back) % windowLength] !== steps[place - back]) return false;
    return true;
  }
}
