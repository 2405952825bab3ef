// In: code points with their places. Out: the text that stretches of base64 hold, also over several lines. Knows no secret.
import { ByteReader } from './byte-reader.ts';
import type { LetterReader } from './letter-reader.ts';
import type { TextReader } from './text-reader.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...alphabet].map((letter, value) => [letter.charCodeAt(0), value] as const));

/** Signs between two stretches of one text: an end of a line, or what fills the last one up. */
const longestGap = 6;

/** Invariant: `#bits` are the last `#bitCount` (0, 2, 4 or 6) bits of the stretch that are in no byte yet. */
export class Base64Reader implements TextReader {
  readonly #reader: LetterReader;
  readonly #bytes: ByteReader;
  #bits = 0;
  #bitCount = 0;
  #start = 0;
  #isInStretch = false;
  #gap = 0;

  constructor(reader: LetterReader) {
    this.#reader = reader;
    this.#bytes = new ByteReader(reader);
  }

  take(codePoint: number, start: number, end: number): void {
    const value = values.get(codePoint);
    if (value === undefined) {
      if (this.#isInStretch) this.#endStretch();
      this.#gap += 1;
      if (this.#gap === longestGap) this.#reader.breakOff();
      return;
    }
    this.#isInStretch = true;
    this.#gap = 0;
    const bits = ((this.#bits << 6) | value) & 0xffff;
    const count = this.#bitCount + 6;
    if (this.#bitCount === 0) this.#start = start;
    if (count >= 8) {
      this.#bytes.take((bits >> (count - 8)) & 0xff, this.#start, end);
      this.#start = start;
    }
    this.#bitCount = count % 8;
    this.#bits = bits;
  }

  endText(): void {
    this.#endStretch();
    this.#reader.endText();
  }

  holdFrom(): number {
    return this.#reader.holdFrom();
  }

  /** A word may go on in the next line, and may not. */
  #endStretch(): void {
    this.#isInStretch = false;
    this.#bitCount = 0;
    this.#bytes.endStretch();
    this.#reader.mayEndWord();
  }
}
