// In: symbols one by one, and where words end. Out: the needles among them, and how much of the end may still become one. Knows no secret and
// no way of writing.
import type { Needle, NeedleNode, NeedleSet } from './needle-set.ts';
import type { SymbolSink, TellLeak } from './symbol-sink.ts';
import type { LetterSymbol } from './symbols.ts';

/** Whether a needle that was found is a leak: the user may have said it first. */
export type IsSecret = (needle: Needle) => boolean;

/** Invariant: entry `n % length` of the rings is of the `n`th symbol, for the last `length` ones. */
export class NeedleScan implements SymbolSink {
  readonly #set: NeedleSet;
  readonly #isSecret: IsSecret;
  readonly #tell: TellLeak;
  readonly #heldDepth: number;
  readonly #starts: Float64Array;
  /** Of each symbol, the number of words that ended before it, and whether it begins one. */
  readonly #words: Float64Array;
  readonly #isFirst: Uint8Array;
  #node: NeedleNode;
  #count = 0;
  #wordCount = 0;
  #isWordOver = true;
  #end = 0;
  /** Found, if only a word ends behind them: where the earliest begins. */
  #pending = Number.POSITIVE_INFINITY;

  /** Fewer symbols than `heldDepth` are not held. */
  constructor(set: NeedleSet, isSecret: IsSecret, tell: TellLeak, heldDepth = 1) {
    this.#heldDepth = heldDepth;
    this.#set = set;
    this.#isSecret = isSecret;
    this.#tell = tell;
    this.#node = set.root;
    const length = Math.max(1, set.longest);
    this.#starts = new Float64Array(length);
    this.#words = new Float64Array(length);
    this.#isFirst = new Uint8Array(length);
  }

  take(symbol: LetterSymbol, start: number, end: number): void {
    const slot = this.#count % this.#starts.length;
    this.#starts[slot] = start;
    this.#words[slot] = this.#wordCount;
    this.#isFirst[slot] = this.#isWordOver ? 1 : 0;
    this.#isWordOver = false;
    this.#pending = Number.POSITIVE_INFINITY;
    this.#count += 1;
    this.#end = end;
    this.#node = this.#set.step(this.#node, symbol);
    for (let node: NeedleNode | null = this.#node; node !== null; node = node.nextFound)
      for (const needle of node.found) this.#found(needle);
  }

  endWord(isParted: boolean): void {
    this.#isWordOver = true;
    if (isParted && this.#count > 0) this.#wordCount += 1;
    if (this.#pending === Number.POSITIVE_INFINITY) return;
    this.#tell(this.#pending, this.#end);
    this.#pending = Number.POSITIVE_INFINITY;
  }

  forget(): void {
    this.#node = this.#set.root;
  }

  /** A letter within a word begins nothing yet: most words have one that could. */
  holdFrom(): number {
    for (let node = this.#node; node.depth >= this.#heldDepth; node = node.fallback)
      if (node.next.size > 0 && (this.#isFirstAt(node.depth) || this.#mayGoOnInWord(node)))
        return Math.min(this.#pending, this.#startAt(node.depth));
    return this.#pending;
  }

  #mayGoOnInWord({ depth, mayStartInWord, mayBreakInWord }: NeedleNode): boolean {
    return depth > 1 && mayStartInWord && (mayBreakInWord || this.#isInWord(depth));
  }

  #found(needle: Needle): void {
    const { fit, isUnbroken } = needle;
    const depth = needle.symbols.length;
    if (isUnbroken && !this.#isInWord(depth)) return;
    const isFirst = this.#isFirstAt(depth);
    const isSettled =
      fit === 'anywhere' || (fit === 'in-word' && this.#isInWord(depth)) || (fit === 'from-start' && isFirst);
    if (!(isSettled || isFirst) || !this.#isSecret(needle)) return;
    if (isSettled) this.#tell(this.#startAt(depth), this.#end);
    else this.#pending = Math.min(this.#pending, this.#startAt(depth));
  }

  #slot(depth: number): number {
    return (this.#count - depth) % this.#starts.length;
  }

  #startAt(depth: number): number {
    return this.#starts[this.#slot(depth)] ?? 0;
  }

  #isFirstAt(depth: number): boolean {
    return this.#isFirst[this.#slot(depth)] === 1;
  }

  #isInWord(depth: number): boolean {
    return this.#words[this.#slot(depth)] === this.#words[this.#slot(1)];
  }
}
