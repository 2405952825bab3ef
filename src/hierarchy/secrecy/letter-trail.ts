// In: words of an answer. Out: secrets that are told by single letters among them: letters that stand alone, names of letters, first letters of
// words or lines. Knows no secret.
import type { IsSecret } from './needle-scan.ts';
import type { NeedleNode, NeedleSet } from './needle-set.ts';
import type { TellLeak } from './symbol-sink.ts';
import { foldWords, type LetterSymbol, letterCount } from './symbols.ts';
import { type Token, type TokenSink, wordKey } from './token-reader.ts';

/** Which letter a word tells; null where it is none of the trail. */
export type LetterOf = (token: Token) => LetterSymbol | null;

/** Names of letters on the radio (ICAO), and of digits. */
const names = new Map<string, LetterSymbol>();
const alphabet =
  'alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu';
const variants = { alpha: 0, juliet: 9, whisky: 22 };
const digits = 'zero one two three four five six seven eight nine';
for (const [place, name] of alphabet.split(' ').entries()) names.set(wordKey(foldWords(name).flat()), place);
for (const [name, place] of Object.entries(variants)) names.set(wordKey(foldWords(name).flat()), place);
for (const [value, name] of digits.split(' ').entries())
  names.set(wordKey(foldWords(name).flat()), letterCount + value);

const isLetter = (symbol: LetterSymbol): boolean => symbol < letterCount || symbol >= letterCount + 10;
const single = ({ symbols }: Token): LetterSymbol | null => (symbols.length === 1 ? (symbols[0] ?? null) : null);
const letterOnly = (symbol: LetterSymbol | null): LetterSymbol | null =>
  symbol !== null && isLetter(symbol) ? symbol : null;
/** English has words of these letters. */
const isArticle = (symbol: LetterSymbol, { isMarked }: Token): boolean => !isMarked && (symbol === 0 || symbol === 8);

export const singleSigns: LetterOf = single;
/** Without the numbers of a list. */
export const uncountedSigns: LetterOf = (token) => (token.isCounter ? null : single(token));
/** In marks, such as quotation marks: it is said of them that they are letters. */
export const markedSigns: LetterOf = (token) => (token.isMarked && !token.isCounter ? single(token) : null);
export const singleLetters: LetterOf = (token) => letterOnly(single(token));
export const spelledLetters: LetterOf = (token) => {
  const letter = letterOnly(single(token));
  return letter !== null && isArticle(letter, token) ? null : letter;
};
export const namedLetters: LetterOf = ({ key }) => names.get(key) ?? null;
export const firstLetters: LetterOf = ({ symbols }) => symbols[0] ?? null;
export const firstOfLines: LetterOf = ({ symbols, isFirstOfLine }) => (isFirstOfLine ? (symbols[0] ?? null) : null);

export interface Trail {
  readonly letterOf: LetterOf;
  readonly set: NeedleSet;
  /** Over so many other words a trail goes on. */
  readonly longestGap: number;
  /** So many letters that follow one another are held; where it is infinite, none but the last of a secret. */
  readonly heldDepth: number;
}

/** Invariant: entry `n % length` of `#starts` is where the `n`th letter of the trail stood. */
export class LetterTrail implements TokenSink {
  readonly #trail: Trail;
  readonly #isSecret: IsSecret;
  readonly #tell: TellLeak;
  readonly #starts: Float64Array;
  #node: NeedleNode;
  #count = 0;
  #gap = 0;
  #isBroken = false;

  constructor(trail: Trail, isSecret: IsSecret, tell: TellLeak) {
    this.#trail = trail;
    this.#isSecret = isSecret;
    this.#tell = tell;
    this.#node = trail.set.root;
    this.#starts = new Float64Array(Math.max(1, trail.set.longest));
  }

  take(token: Token): void {
    const { letterOf, set, longestGap } = this.#trail;
    const letter = letterOf(token);
    if (letter === null) {
      this.#gap += 1;
      this.#isBroken = true;
      if (this.#gap > longestGap) this.#node = set.root;
      return;
    }
    this.#starts[this.#count % this.#starts.length] = token.start;
    this.#count += 1;
    this.#gap = 0;
    this.#node = set.step(this.#node, letter);
    if (this.#node.depth <= 1) this.#isBroken = false;
    for (let node: NeedleNode | null = this.#node; node !== null; node = node.nextFound)
      for (const needle of node.found)
        if (this.#isSecret(needle)) this.#tell(this.#startAt(needle.symbols.length), token.end);
  }

  /** Where letters are held, by then half of it is. */
  mayEnd(symbols: readonly LetterSymbol[]): boolean {
    if (symbols.length !== 1 || this.#trail.heldDepth < Number.POSITIVE_INFINITY) return false;
    return (this.#node.next.get(symbols[0] ?? letterCount)?.found.length ?? 0) > 0;
  }

  endText(): void {
    this.#gap = 0;
  }

  /** Letters with other words between them are held once half of a secret is told. */
  holdFrom(): number {
    const { depth, shortest } = this.#node;
    const { heldDepth } = this.#trail;
    if (heldDepth === Number.POSITIVE_INFINITY) return heldDepth;
    const isHeld = depth * 2 >= shortest || (depth >= heldDepth && !this.#isBroken);
    return depth > 0 && isHeld ? this.#startAt(depth) : Number.POSITIVE_INFINITY;
  }

  #startAt(depth: number): number {
    return this.#starts[(this.#count - depth) % this.#starts.length] ?? 0;
  }
}
