// In: words of an answer. Out: the letters of those that stand in a row of a list or a table only once, for a sink: without the numbers and the
// labels that all rows share, what was put into them word by word is a text again. Knows no secret.
import type { SymbolSink } from './symbol-sink.ts';
import { isNumber, type Token, type TokenSink } from './token-reader.ts';

/** Of a longer row only the last words are remembered. */
const longestRow = 64;
/** A word is a label if one of so many rows before had it: what stands before a number is a row as well. */
const rowsCompared = 2;

export class RowLetters implements TokenSink {
  readonly #sink: SymbolSink;
  #row = new Set<string>();
  #rowsBefore: readonly ReadonlySet<string>[] = [];

  constructor(sink: SymbolSink) {
    this.#sink = sink;
  }

  take({ symbols, key, start, end, isFirstOfLine, isCounter }: Token): void {
    if (isFirstOfLine || isCounter || this.#row.size >= longestRow) this.#endRow();
    if (isNumber(symbols)) return;
    this.#row.add(key);
    if (this.#rowsBefore.some((row) => row.has(key))) return;
    for (const symbol of symbols) this.#sink.take(symbol, start, end);
    this.#sink.endWord(true);
  }

  /** Once more of it is there, it is held by what was found. */
  mayEnd(): boolean {
    return false;
  }

  endText(): void {
    this.#row = new Set();
    this.#rowsBefore = [];
  }

  holdFrom(): number {
    return this.#sink.holdFrom();
  }

  #endRow(): void {
    if (this.#row.size === 0) return;
    this.#rowsBefore = [this.#row, ...this.#rowsBefore].slice(0, rowsCompared);
    this.#row = new Set();
  }
}
