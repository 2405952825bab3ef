// In: code points with their places. Out: the same in lower case to a sink: for secrets that are signs more than letters. Knows no secret.
import type { SymbolSink } from './symbol-sink.ts';
import type { TextReader } from './text-reader.ts';

const inWord = /[\p{L}\p{N}]/u;

export class ExactReader implements TextReader {
  readonly #sink: SymbolSink;
  #isInWord = false;

  constructor(sink: SymbolSink) {
    this.#sink = sink;
  }

  take(codePoint: number, start: number, end: number): void {
    const character = String.fromCodePoint(codePoint);
    const isInWord = inWord.test(character);
    if (!(isInWord && this.#isInWord)) this.#sink.endWord(false);
    this.#isInWord = isInWord;
    this.#sink.take(character.toLowerCase().codePointAt(0) ?? codePoint, start, end);
  }

  endText(): void {
    this.#sink.endWord(true);
    this.#isInWord = false;
  }

  holdFrom(): number {
    return this.#sink.holdFrom();
  }
}
