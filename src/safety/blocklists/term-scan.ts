// In: text in its exact form, in pieces. Out: which terms of one list are in it, each told once, and how much of its end may be the
// beginning of one. Knows no raw text.
import type { TermAutomaton } from './term-automaton.ts';
import { TextSymbols } from './text-symbols.ts';

export class TermScan {
  readonly #terms: TermAutomaton;
  readonly #symbols: TextSymbols;
  /** By number of a found term plus one: where to go on from it, since what was found is passed over for good. */
  readonly #passed = new Map<number, number>();
  readonly #found: number[] = [];
  #state = 0;

  constructor(terms: TermAutomaton) {
    this.#terms = terms;
    this.#symbols = new TextSymbols((symbol) => this.#take(symbol));
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
      this.#passed.set(ending, this.#terms.nextShorter(ending));
    }
  }

  /** The longest of this term and the shorter ones that end with it that is still to be found, or 0; the way there gets shorter. */
  #open(ending: number): number {
    let open = ending;
    for (let next = this.#passed.get(open); next !== undefined; next = this.#passed.get(open)) {
      const further = this.#passed.get(next);
      if (further !== undefined) this.#passed.set(open, further);
      open = next;
    }
    return open;
  }
}
