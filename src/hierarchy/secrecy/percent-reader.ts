// In: code points as they stand in a web address, with their places. Out: what they say: bytes behind percent signs as the text that they are.
// Knows no address but its escapes.
import { ByteReader } from './byte-reader.ts';
import { hexDigit } from './hex-reader.ts';
import type { TextReader } from './text-reader.ts';

const percentSign = 37;

type Written = readonly [codePoint: number, start: number, end: number];

/** Invariant: `#open` is empty, or a percent sign and at most one digit behind it. */
export class PercentReader implements TextReader {
  readonly #reader: TextReader;
  readonly #bytes: ByteReader;
  #open: readonly Written[] = [];

  constructor(reader: TextReader) {
    this.#reader = reader;
    this.#bytes = new ByteReader({ take: (...written) => reader.take(...written), breakOff: () => undefined });
  }

  take(codePoint: number, start: number, end: number): void {
    const written: Written = [codePoint, start, end];
    if (this.#open.length > 0 && hexDigit(codePoint) >= 0) {
      const [sign, digit] = this.#open;
      this.#open = [...this.#open, written];
      if (sign === undefined || digit === undefined) return;
      this.#open = [];
      this.#bytes.take((hexDigit(digit[0]) << 4) | hexDigit(codePoint), sign[1], end);
      return;
    }
    this.#asWritten();
    if (codePoint === percentSign) this.#open = [written];
    else this.#plain(written);
  }

  endText(): void {
    this.#asWritten();
    this.#bytes.endStretch();
    this.#reader.endText();
  }

  holdFrom(): number {
    return Math.min(this.#open[0]?.[1] ?? Number.POSITIVE_INFINITY, this.#reader.holdFrom());
  }

  /** No escape after all. */
  #asWritten(): void {
    const open = this.#open;
    this.#open = [];
    for (const written of open) this.#plain(written);
  }

  #plain(written: Written): void {
    this.#bytes.endStretch();
    this.#reader.take(...written);
  }
}
