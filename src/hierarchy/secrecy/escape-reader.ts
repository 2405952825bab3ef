// In: the characters of JSON, such as a call's arguments, or of a text that may be JSON. Out: what they say to a reader, escapes undone, each with
// where it was written. Knows no JSON but its escapes.
import type { TextReader } from './text-reader.ts';

const meanings: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, b: 8, f: 12 };

/** Invariant: `#escape` is empty, or what was written of an escape that began at `#start`; `#high` waits for the other half of its pair. */
export class EscapeReader implements TextReader {
  readonly #reader: TextReader;
  #escape = '';
  #start = 0;
  #high = 0;

  constructor(reader: TextReader) {
    this.#reader = reader;
  }

  take(codePoint: number, start: number, end: number): void {
    if (this.#escape === '' && codePoint === 92) {
      if (this.#high === 0) this.#start = start;
      this.#escape = '\\';
      return;
    }
    if (this.#escape === '') {
      this.#high = 0;
      this.#reader.take(codePoint, start, end);
      return;
    }
    this.#escape += String.fromCodePoint(codePoint);
    const isUnicode = this.#escape.startsWith('\\u');
    if (isUnicode && this.#escape.length < 6) return;
    const letter = this.#escape.slice(1);
    this.#escape = '';
    this.#meant(isUnicode ? Number.parseInt(letter.slice(1), 16) : (meanings[letter] ?? codePoint), end);
  }

  endText(): void {
    this.#escape = '';
    this.#high = 0;
    this.#reader.endText();
  }

  holdFrom(): number {
    const isOpen = this.#escape !== '' || this.#high > 0;
    return isOpen ? Math.min(this.#start, this.#reader.holdFrom()) : this.#reader.holdFrom();
  }

  #meant(unit: number, end: number): void {
    if (unit >= 0xd800 && unit <= 0xdbff) {
      this.#high = unit;
      return;
    }
    const isPair = this.#high > 0 && unit >= 0xdc00 && unit <= 0xdfff;
    const codePoint = isPair ? (this.#high - 0xd800) * 0x400 + (unit - 0xdc00) + 0x10000 : unit;
    this.#high = 0;
    if (codePoint >= 0 && !(codePoint >= 0xd800 && codePoint <= 0xdfff)) this.#reader.take(codePoint, this.#start, end);
  }
}
