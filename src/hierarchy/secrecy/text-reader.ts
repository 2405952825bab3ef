// In: nothing. Out: what reads an answer code point by code point, each with its place. Knows no way of writing.

export interface TextReader {
  /** `start` and `end` count UTF-16 units of what was written. */
  take(codePoint: number, start: number, end: number): void;
  /** The text ends here; what follows is another. */
  endText(): void;
  /** As of `SymbolSink`. */
  holdFrom(): number;
}
