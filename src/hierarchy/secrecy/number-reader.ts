// In: code points with their places. Out: the text that numbers stand for: codes of characters in decimal or binary, or places in the alphabet.
// Knows no secret.
import type { LetterReader } from './letter-reader.ts';
import type { TextReader } from './text-reader.ts';

/** Longer ones are no character's. */
const mostDigits = 9;

/** Signs between two numbers of one text: as in "chr(112) + chr(101)". */
const longestGap = 10;

/** Invariant: `#digits` is the number that is being written; words between numbers end what they spell. */
export class NumberReader implements TextReader {
  readonly #reader: LetterReader;
  #digits = '';
  #start = 0;
  #end = 0;
  #gap = 0;

  constructor(reader: LetterReader) {
    this.#reader = reader;
  }

  take(codePoint: number, start: number, end: number): void {
    const isDigit = codePoint >= 48 && codePoint <= 57;
    if (isDigit) {
      if (this.#digits === '') this.#start = start;
      if (this.#digits.length < mostDigits) this.#digits += String.fromCharCode(codePoint);
      this.#end = end;
      return;
    }
    this.#endNumber();
    this.#gap += 1;
    if (this.#gap === longestGap) this.#reader.breakOff();
  }

  endText(): void {
    this.#endNumber();
    this.#reader.endText();
  }

  holdFrom(): number {
    return this.#digits === '' ? this.#reader.holdFrom() : Math.min(this.#start, this.#reader.holdFrom());
  }

  #endNumber(): void {
    if (this.#digits === '') return;
    const codePoint = characterOf(this.#digits);
    if (codePoint > 0) this.#reader.take(codePoint, this.#start, this.#end);
    else this.#reader.breakOff();
    this.#digits = '';
    this.#gap = 0;
  }
}

/** 0 of no character. */
function characterOf(digits: string): number {
  if (/^[01]{7,8}$/.test(digits)) return Number.parseInt(digits, 2);
  const value = Number(digits);
  if (digits.length > 3) return 0;
  return value >= 1 && value <= 26 ? 96 + value : value >= 32 && value < 127 ? value : 0;
}
