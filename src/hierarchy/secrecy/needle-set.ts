// In: sequences of symbols that must be found. Out: an automaton that finds all of them in one pass (Aho and Corasick 1975). Pure; knows no
// text and no secret.
import type { LetterSymbol } from './symbols.ts';

/**
 * Where a find counts that is not a whole word or whole words: `anywhere`, `in-word` where it lies within one word, `from-start` where it
 * begins with a word, `whole` nowhere.
 */
export type NeedleFit = 'anywhere' | 'in-word' | 'from-start' | 'whole';

export interface Needle {
  readonly symbols: readonly LetterSymbol[];
  readonly fit: NeedleFit;
  /** Which secret it is a form of. */
  readonly secret: number;
  /** Only where no word ends within it. */
  readonly isUnbroken: boolean;
}

/** What is known at a place of the automaton. */
export interface NeedleNode {
  readonly depth: number;
  readonly next: Map<LetterSymbol, NeedleNode>;
  /** Of the needles that go on from here. */
  shortest: number;
  mayStartInWord: boolean;
  mayBreakInWord: boolean;
  /** The longest beginning of a needle that ends here as well; the root's is itself. */
  fallback: NeedleNode;
  /** The nearest of those that is a whole needle. */
  nextFound: NeedleNode | null;
  readonly found: Needle[];
}

export class NeedleSet {
  readonly root: NeedleNode = nodeAt(0, null);
  readonly longest: number;
  readonly isEmpty: boolean;

  constructor(needles: readonly Needle[]) {
    for (const needle of needles) this.#add(needle);
    this.#link();
    this.longest = Math.max(0, ...needles.map(({ symbols }) => symbols.length));
    this.isEmpty = needles.length === 0;
  }

  step(from: NeedleNode, symbol: LetterSymbol): NeedleNode {
    for (let node = from; ; node = node.fallback) {
      const next = node.next.get(symbol);
      if (next !== undefined) return next;
      if (node === this.root) return node;
    }
  }

  #add(needle: Needle): void {
    const { symbols, fit } = needle;
    let node = this.root;
    for (const symbol of symbols) {
      const next = node.next.get(symbol) ?? nodeAt(node.depth + 1, this.root);
      node.next.set(symbol, next);
      next.shortest = Math.min(next.shortest, symbols.length);
      next.mayStartInWord ||= fit === 'anywhere' || fit === 'in-word';
      next.mayBreakInWord ||= fit === 'anywhere';
      node = next;
    }
    node.found.push(needle);
  }

  /** Breadth first: a fallback is never deeper than its node. */
  #link(): void {
    const queue = [...this.root.next.values()];
    for (const node of queue) {
      const { fallback } = node;
      node.nextFound = fallback.found.length > 0 ? fallback : fallback.nextFound;
      for (const [symbol, child] of node.next) {
        child.fallback = this.step(fallback, symbol);
        queue.push(child);
      }
    }
  }
}

function nodeAt(depth: number, root: NeedleNode | null): NeedleNode {
  const node: Omit<NeedleNode, 'fallback'> & { fallback: NeedleNode | null } = {
    depth,
    next: new Map(),
    shortest: Number.POSITIVE_INFINITY,
    mayStartInWord: false,
    mayBreakInWord: false,
    fallback: root,
    nextFound: null,
    found: [],
  };
  node.fallback ??= node as NeedleNode;
  return node as NeedleNode;
}
