// In: code points with their places. Out: the text that pairs of hexadecimal digits hold, with or without signs between them. Knows no secret.
import { ByteReader } from './byte-reader.ts';
import type { LetterReader } from './letter-reader.ts';
import type { TextReader } from './text-reader.ts';

/** Signs between two pairs of one text, such as a comma and a prefix. */
const longestGap = 8;

/** Invariant: `#first` is the first digit of a pair, or -1 before one. */
export class HexReader implements TextReader {
  readonly #reader: LetterReader;
  readonly #bytes: ByteReader;
  #first = -1;
  #start = 0;
  #gap = 0;

  constructor(reader: LetterReader) {
    this.#reader = reader;
    this.#bytes = new ByteReader(reader);
  }

  take(codePoint: number, start: number, end: number): void {
    const digit = hexDigit(codePoint);
    this.#gap += 1;
    if (this.#gap === longestGap) this.#reader.breakOff();
    if (digit < 0) this.#first = -1;
    else if (this.#first < 0) {
      this.#first = digit;
      this.#start = start;
    } else {
      this.#bytes.take((this.#first << 4) | digit, this.#start, end);
      this.#first = -1;
      this.#gap = 0;
    }
  }

  endText(): void {
    this.#first = -1;
    this.#bytes.endStretch();
    this.#reader.endText();
  }

  holdFrom(): number {
    return this.#reader.holdFrom();
  }
}

/** -1 of what is none. */
export function hexDigit(codePoint: number): number {
  if (codePoint >= 48 && codePoint <= 57) return codePoint - 48;
  const lower = codePoint | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
