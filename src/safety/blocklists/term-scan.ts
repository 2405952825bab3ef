// In: text in its exact form, in pieces. Out: which terms of one list are in it, each told once, and how much of its end may be the
// beginning of one. Knows no raw text.
import type { TermAutomaton } from './term-automaton.ts';
import { TextSymbols } from './text-symbols.ts';

export class TermScan {
  readonly #terms: TermAutomaton;
  readonly #symbols: TextSymbols;
  /** By number of a term plus one: 0 while it is not found, then one more than where to go on: found terms are passed over for good. */
  readonly #passed: Int32Array<ArrayBuffer>;
  readonly #found: number[] = [];
  #state = 0;

  constructor(terms: TermAutomaton) {
    this.#terms = terms;
    this.#symbols = new TextSymbols((symbol) => this.#take(symbol));
    this.#passed = new Int32Array(terms.termCount + 1);
  }

  /** UTF-16 units at the end of the text that may be the beginning of a term. */
  get heldLength(): number {
    return this.#terms.heldWidth(this.#state);
  }

  /** Numbers of the terms that were not found before. Pieces must not cut a surrogate pair. */
  push(text: string): readonly number[] {
    this.#symbols.push(text);
    return this.#found.splice(0);
  }

  end(): readonly number[] {
    this.#symbols.end();
    return this.#found.splice(0);
  }

  #take(symbol: number): void {
    this.#state = this.#terms.next(this.#state, symbol);
    for (let ending = this.#open(this.#terms.longestEnding(this.#state)); ending !== 0; ending = this.#open(ending)) {
      this.#found.push(ending - 1);
      this.#passed[ending] = this.#terms.nextShorter(ending) + 1;
    }
  }

  /** The longest of this term and the shorter ones that end with it that is still to be found, or 0; the way there gets shorter. */
  #open(ending: number): number {
    let open = ending;
    for (let passed = this.#passed[open] ?? 0; passed !== 0; passed = this.#passed[open] ?? 0) {
      const further = this.#passed[passed - 1] ?? 0;
      if (further !== 0) this.#passed[open] = further;
      open = passed - 1;
    }
    return open;
  }
}
