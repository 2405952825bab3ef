// In: terms as sequences of symbols. Out: an Aho-Corasick automaton that finds all of them in one pass, in memory that grows with their
// total length only. Knows no text, no list.

const multiplierOfNode = 0x9e37_79b1;
const multiplierOfSymbol = 0x85eb_ca6b;

/**
 * State 0 is the root. The edge to a state is found by hashing where it comes from and its symbol; `#comesFrom` and `#symbol` tell
 * whether it is the one. Invariant: a state's suffix link leads to a state of lesser depth.
 */
export class TermAutomaton {
  readonly #comesFrom: Int32Array<ArrayBuffer>;
  readonly #symbol: Uint16Array<ArrayBuffer>;
  readonly #suffix: Int32Array<ArrayBuffer>;
  readonly #depth: Uint16Array<ArrayBuffer>;
  readonly #held: Uint16Array<ArrayBuffer>;
  /** Number of the term that ends here or in the nearest suffix, plus one; 0 is none. */
  readonly #ending: Int32Array<ArrayBuffer>;
  /** By number of a term plus one: the same for the next shorter term that ends where it ends. */
  readonly #shorter: Int32Array<ArrayBuffer>;
  readonly #table: Int32Array<ArrayBuffer>;
  readonly #shift: number;
  #states = 1;

  /** Terms differ and are not empty. `widthOf` tells how much of the text a symbol stands for. */
  constructor(terms: readonly (readonly number[])[], widthOf: (symbol: number) => number) {
    const most = terms.reduce((sum, term) => sum + term.length, 1);
    const bits = Math.max(4, Math.ceil(Math.log2(most)) + 1);
    this.#table = new Int32Array(2 ** bits);
    this.#shift = 32 - bits;
    this.#comesFrom = new Int32Array(most);
    this.#symbol = new Uint16Array(most);
    this.#depth = new Uint16Array(most);
    this.#held = new Uint16Array(most);
    this.#ending = new Int32Array(most);
    this.#suffix = new Int32Array(most);
    this.#shorter = new Int32Array(terms.length + 1);
    terms.forEach((term, index) => {
      let state = 0;
      for (const symbol of term) state = this.#child(state, symbol) || this.#grow(state, symbol, widthOf(symbol));
      this.#ending[state] = index + 1;
    });
    this.#link();
  }

  /** The state behind one more symbol. Amortised constant time. */
  next(state: number, symbol: number): number {
    for (let from = state; ; from = at(this.#suffix, from)) {
      const to = this.#child(from, symbol);
      if (to !== 0 || from === 0) return to;
    }
  }

  /** How much of the text's end is the beginning of a term (or a whole one). */
  heldWidth(state: number): number {
    return at(this.#held, state);
  }

  /** One more than the longest term that ends here; 0 is none. */
  longestEnding(state: number): number {
    return at(this.#ending, state);
  }

  nextShorter(ending: number): number {
    return at(this.#shorter, ending);
  }

  #child(from: number, symbol: number): number {
    const mask = this.#table.length - 1;
    for (let slot = this.#slot(from, symbol); ; slot = (slot + 1) & mask) {
      const to = at(this.#table, slot);
      if (to === 0 || (at(this.#comesFrom, to) === from && at(this.#symbol, to) === symbol)) return to;
    }
  }

  #grow(from: number, symbol: number, width: number): number {
    const to = this.#states;
    this.#states += 1;
    this.#comesFrom[to] = from;
    this.#symbol[to] = symbol;
    this.#depth[to] = at(this.#depth, from) + 1;
    this.#held[to] = at(this.#held, from) + width;
    const mask = this.#table.length - 1;
    let slot = this.#slot(from, symbol);
    while (at(this.#table, slot) !== 0) slot = (slot + 1) & mask;
    this.#table[slot] = to;
    return to;
  }

  #slot(from: number, symbol: number): number {
    return (Math.imul(Math.imul(from, multiplierOfNode) ^ symbol, multiplierOfSymbol) >>> this.#shift) | 0;
  }

  #link(): void {
    for (const state of this.#byDepth()) {
      const from = at(this.#comesFrom, state);
      const suffix = from === 0 ? 0 : this.next(at(this.#suffix, from), at(this.#symbol, state));
      this.#suffix[state] = suffix;
      const own = at(this.#ending, state);
      if (own === 0) this.#ending[state] = at(this.#ending, suffix);
      else this.#shorter[own] = at(this.#ending, suffix);
    }
  }

  /** All states but the root, the shallow ones first. */
  #byDepth(): Int32Array<ArrayBuffer> {
    const deepest = this.#depth.reduce((most, depth) => Math.max(most, depth), 0);
    const starts = new Int32Array(deepest + 2);
    for (let state = 1; state < this.#states; state += 1) {
      const depth = at(this.#depth, state);
      starts[depth + 1] = at(starts, depth + 1) + 1;
    }
    for (let depth = 1; depth < starts.length; depth += 1) starts[depth] = at(starts, depth) + at(starts, depth - 1);
    const order = new Int32Array(this.#states - 1);
    for (let state = 1; state < this.#states; state += 1) {
      const depth = at(this.#depth, state);
      const place = at(starts, depth);
      order[place] = state;
      starts[depth] = place + 1;
    }
    return order;
  }
}

function at(values: Int32Array | Uint16Array, index: number): number {
  return values[index] ?? 0;
}
