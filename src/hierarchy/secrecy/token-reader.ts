// In: code points with their places. Out: words, each with how it stands: alone, marked, first of its line. Knows no secret.
import { foldLetter, type LetterSymbol, letterCount } from './symbols.ts';
import type { TextReader } from './text-reader.ts';

export interface Token {
  readonly symbols: readonly LetterSymbol[];
  /** `wordKey` of the symbols. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Something but a space or an end of a sentence stands right before or behind it, such as a quotation mark. */
  readonly isMarked: boolean;
  /** The first of its line that is no number. */
  readonly isFirstOfLine: boolean;
  /** A number that is one more than the last such, or begins to count in a new line or where none counted yet. */
  readonly isCounter: boolean;
}

export interface TokenSink {
  take(token: Token): void;
  /** Whether a word that begins so may be the end of a leak. */
  mayEnd(symbols: readonly LetterSymbol[]): boolean;
  /** As of `SymbolSink`. */
  holdFrom(): number;
  endText(): void;
}

/** Of a longer word only the beginning is kept. */
const longestToken = 64;
/** A longer number counts nothing. */
const longestCounter = 4;
const unmarking = /[\s.,;:!?'’]/u;

export class TokenReader implements TextReader {
  readonly #sinks: readonly TokenSink[];
  #symbols: LetterSymbol[] = [];
  #start = 0;
  #end = 0;
  #isMarked = false;
  #isAfterMark = false;
  #isNewLine = true;
  #isLineStart = true;
  #counter = 0;

  constructor(sinks: readonly TokenSink[]) {
    this.#sinks = sinks;
  }

  take(codePoint: number, start: number, end: number): void {
    const folded = foldLetter(codePoint);
    if (folded === 'unseen') return;
    if (folded === 'parting') {
      const isMark = !unmarking.test(String.fromCodePoint(codePoint));
      this.#endToken(isMark);
      this.#isAfterMark = isMark;
      if (codePoint === 10) {
        this.#isNewLine = true;
        this.#isLineStart = true;
      }
      return;
    }
    if (this.#symbols.length === 0) {
      this.#start = start;
      this.#isMarked = this.#isAfterMark;
    }
    this.#end = end;
    if (this.#symbols.length < longestToken) this.#symbols.push(...folded);
  }

  endText(): void {
    this.#endToken(false);
    this.#isAfterMark = false;
    this.#isNewLine = true;
    this.#isLineStart = true;
    this.#counter = 0;
    for (const sink of this.#sinks) sink.endText();
  }

  holdFrom(): number {
    const isOpen = this.#symbols.length > 0 && this.#sinks.some((sink) => sink.mayEnd(this.#symbols));
    let from = isOpen ? this.#start : Number.POSITIVE_INFINITY;
    for (const sink of this.#sinks) from = Math.min(from, sink.holdFrom());
    return from;
  }

  #endToken(isBeforeMark: boolean): void {
    if (this.#symbols.length === 0) return;
    const isNumeric = isNumber(this.#symbols);
    const token: Token = {
      symbols: this.#symbols,
      key: wordKey(this.#symbols),
      start: this.#start,
      end: this.#end,
      isMarked: this.#isMarked || isBeforeMark,
      isFirstOfLine: this.#isNewLine && !isNumeric,
      isCounter: isNumeric && this.#counts(this.#symbols),
    };
    if (!isNumeric) this.#isNewLine = false;
    this.#isLineStart = false;
    this.#symbols = [];
    for (const sink of this.#sinks) sink.take(token);
  }

  #counts(symbols: readonly LetterSymbol[]): boolean {
    if (symbols.length > longestCounter) return false;
    const value = symbols.reduce((sum, symbol) => sum * 10 + symbol - letterCount, 0);
    const isNext = value === this.#counter + 1 || (value <= 1 && (this.#isLineStart || this.#counter === 0));
    if (isNext) this.#counter = value;
    return isNext;
  }
}

/** The same for the same symbols only. */
export function wordKey(symbols: readonly LetterSymbol[]): string {
  return String.fromCodePoint(...symbols);
}

export function isNumber(symbols: readonly LetterSymbol[]): boolean {
  return symbols.every((symbol) => symbol >= letterCount && symbol < letterCount + 10);
}
