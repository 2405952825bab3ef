// In: code points with their places. Out: letters and digits as symbols for sinks, and where words end. Knows nothing of what is looked for.
import type { SymbolSink } from './symbol-sink.ts';
import { foldLeet, foldLetter, letterCount } from './symbols.ts';
import type { TextReader } from './text-reader.ts';

/** Over more that is no letter nobody reads on. */
const longestGap = 64;

export class LetterReader implements TextReader {
  readonly #sinks: readonly SymbolSink[];
  readonly #isLeet: boolean;
  #isAfterDigit = false;
  #isAfterLower = false;
  #gap = 0;

  constructor(sinks: readonly SymbolSink[], isLeet = false) {
    this.#sinks = sinks;
    this.#isLeet = isLeet;
  }

  take(codePoint: number, start: number, end: number): void {
    const letter = foldLetter(codePoint);
    if (letter === 'unseen') return;
    const symbols = this.#isLeet ? foldLeet(codePoint) : letter;
    if (letter === 'parting') this.#part(symbols === 'parting');
    if (typeof symbols === 'string') return;
    const isLower = codePoint >= 97 && codePoint <= 122;
    const isUpper = codePoint >= 65 && codePoint <= 90;
    for (const symbol of symbols) {
      const isDigit = symbol >= letterCount && symbol < letterCount + 10;
      if (isDigit !== this.#isAfterDigit || (isUpper && this.#isAfterLower)) this.#endWord(false);
      for (const sink of this.#sinks) sink.take(symbol, start, end);
      this.#isAfterDigit = isDigit;
    }
    this.#isAfterLower = isLower;
    this.#gap = 0;
  }

  mayEndWord(): void {
    this.#endWord(false);
  }

  /** What comes does not go on with what was. */
  breakOff(): void {
    this.#endWord(true);
    for (const sink of this.#sinks) sink.forget();
  }

  endText(): void {
    this.#endWord(true);
    this.#isAfterLower = false;
  }

  holdFrom(): number {
    let from = Number.POSITIVE_INFINITY;
    for (const sink of this.#sinks) from = Math.min(from, sink.holdFrom());
    return from;
  }

  /** A sign may be a letter of leet as well as an end. */
  #part(isParted: boolean): void {
    this.#endWord(isParted);
    this.#isAfterLower = false;
    this.#gap += 1;
    if (this.#gap === longestGap) this.breakOff();
  }

  #endWord(isParted: boolean): void {
    for (const sink of this.#sinks) sink.endWord(isParted);
  }
}
