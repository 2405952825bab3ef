// In: bytes with the places where they were written in code. Out: the code points that they are in UTF-8. Knows no code.
import type { LetterReader } from './letter-reader.ts';

type CodePointSink = Pick<LetterReader, 'take' | 'breakOff'>;

/** Invariant: `#missing` bytes are wanted for the code point that `#value` begins. */
export class ByteReader {
  readonly #reader: CodePointSink;
  #value = 0;
  #missing = 0;
  #start = 0;

  constructor(reader: CodePointSink) {
    this.#reader = reader;
  }

  take(byte: number, start: number, end: number): void {
    if (this.#missing > 0 && byte >> 6 === 0b10) {
      this.#value = (this.#value << 6) | (byte & 0x3f);
      this.#missing -= 1;
      if (this.#missing > 0) return;
      if (this.#value > 0x10ffff) this.#reader.breakOff();
      else this.#reader.take(this.#value, this.#start, end);
      return;
    }
    this.endStretch();
    this.#start = start;
    const length = byte < 0x80 ? 1 : byte >> 5 === 0b110 ? 2 : byte >> 4 === 0b1110 ? 3 : byte >> 3 === 0b11110 ? 4 : 0;
    this.#missing = Math.max(0, length - 1);
    this.#value = byte & (0x7f >> (length === 1 ? 0 : length));
    // A zero is half of a wide character.
    if (length === 1 && byte !== 0) this.#reader.take(byte, start, end);
    if (length === 0) this.#reader.breakOff();
  }

  /** What is not whole is no text. */
  endStretch(): void {
    if (this.#missing > 0) this.#reader.breakOff();
    this.#missing = 0;
  }
}
