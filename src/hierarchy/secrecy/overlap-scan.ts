// In: symbols one by one. Out: stretches of them that stand in the operator's words, though a word here and there be another, once they weigh
// enough. Knows no way of writing.
import { type PromptIndex, RollingWindow, stepTo, windowLength } from './prompt-index.ts';
import type { SymbolSink, TellLeak } from './symbol-sink.ts';
import { type LetterSymbol, letterCount } from './symbols.ts';

/** So many letters may be others, on either side, before a stretch is over. */
const longestGap = 16;
/** So many stretches that are over are remembered: who goes on where one ended goes on with it, also in another answer. */
const mostRemembered = 32;
/** From this share of a leak's weight on a stretch is remembered: an answer that asks what the operator has it ask has fewer of its words in a row. */
const rememberedShare = 0.6;
/** So many letters may be left out where it goes on. */
const longestLeap = 4;
/** Of what goes on again and again, the last parts count. */
const mostParts = 64;
/** From this share of a leak's weight on a stretch is held. */
const heldShare = 0.4;

export interface OperatorWords {
  /** Its places stay the same. */
  readonly index: PromptIndex;
  /** What a leak weighs, in words of instructions; infinite where nothing is one. */
  readonly leastWeight: number;
  /** Takes out of the weights what others said themselves. */
  settle(): void;
}

/** A stretch that goes on. */
interface Run {
  readonly start: number;
  /** The place of the prompt that is due next. */
  at: number;
  /** Where the part without a gap begins, and the parts before it. */
  from: number;
  readonly parts: { readonly from: number; readonly to: number }[];
  gap: number;
  isLeak: boolean;
  end: number;
}

export class OverlapScan implements SymbolSink {
  readonly #words: OperatorWords;
  readonly #tell: TellLeak;
  readonly #window = new RollingWindow();
  /** Where the last symbols stood: a window, and the letter that it begins with. */
  readonly #starts = new Float64Array(windowLength + 1);
  #count = 0;
  #before = -1;
  #run: Run | null = null;
  #over: Run[] = [];

  constructor(words: OperatorWords, tell: TellLeak) {
    this.#words = words;
    this.#tell = tell;
  }

  take(symbol: LetterSymbol, start: number, end: number): void {
    const { index } = this.#words;
    const step = stepTo(symbol, this.#before);
    if (symbol < letterCount) this.#before = symbol;
    this.#window.push(step);
    this.#starts[this.#count % this.#starts.length] = start;
    this.#count += 1;
    const run = this.#run;
    if (run !== null && run.gap === 0 && index.steps[run.at] === step) {
      run.at += 1;
      this.#weighed(run, end);
      return;
    }
    if (run !== null) {
      run.gap += 1;
      if (run.gap > longestGap + windowLength) this.#endRun(run);
    }
    if (this.#window.isFull) this.#lookUp(index, end);
  }

  endWord(): void {
    // Words may be spelled out or run together.
  }

  forget(): void {
    this.#run = null;
  }

  holdFrom(): number {
    const run = this.#run;
    if (run === null) return Number.POSITIVE_INFINITY;
    if (run.isLeak) return run.end;
    return this.#weightOf(run) >= this.#words.leastWeight * heldShare ? run.start : Number.POSITIVE_INFINITY;
  }

  #lookUp(index: PromptIndex, end: number): void {
    for (const place of index.behind(this.#window.hash)) {
      if (!this.#window.isBefore(place, index.steps)) continue;
      const from = place - windowLength;
      const run = this.#run;
      const isNext = run !== null && from >= run.at - 1 && from <= run.at + longestGap;
      if (run !== null && isNext) {
        if (!run.isLeak) run.parts.push({ from: run.from, to: run.at });
        if (run.parts.length > mostParts) run.parts.shift();
        Object.assign(run, { from, at: place, gap: 0 });
        this.#weighed(run, end);
        return;
      }
      if (run !== null && run.gap < windowLength) continue;
      if (run !== null) this.#endRun(run);
      const start = this.#starts[this.#count % this.#starts.length] ?? 0;
      this.#run = { start, from: from - 1, at: place, parts: this.#partsBefore(from), gap: 0, isLeak: false, end };
      this.#weighed(this.#run, end);
      return;
    }
  }

  #endRun(run: Run): void {
    this.#run = null;
    if (this.#weightOf({ ...run, parts: [] }) < this.#words.leastWeight * rememberedShare) return;
    this.#over = [run, ...this.#over].slice(0, mostRemembered);
  }

  /** Of the stretch that ended where another begins. */
  #partsBefore(from: number): Run['parts'] {
    const before = this.#over.find(({ at }) => from >= at - 1 && from <= at + longestLeap);
    return before === undefined ? [] : [...before.parts.slice(1 - mostParts), { from: before.from, to: before.at }];
  }

  #weighed(run: Run, end: number): void {
    if (!run.isLeak && !this.#isEnough(run)) return;
    run.isLeak = true;
    run.end = end;
    this.#tell(run.start, end);
  }

  #isEnough(run: Run): boolean {
    if (this.#weightOf(run) < this.#words.leastWeight) return false;
    this.#words.settle();
    return this.#weightOf(run) >= this.#words.leastWeight;
  }

  #weightOf({ parts, from, at }: Run): number {
    const { index } = this.#words;
    return parts.reduce((sum, part) => sum + index.weigh(part.from, part.to), index.weigh(from, at));
  }
}
