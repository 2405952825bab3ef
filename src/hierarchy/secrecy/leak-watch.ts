// In: an answer as it is written, behind what the assistant said before. Out: the stretches of it that are a leak, and up to where it may be
// shown. The same for any cut into deltas. Knows no piece and no policy.
import { EscapeReader } from './escape-reader.ts';
import { readersFor } from './readers-for.ts';
import type { SecrecyRules } from './secrecy-rules.ts';
import type { TextReader } from './text-reader.ts';

/** UTF-16 units of all that was pushed; the end is behind its last. */
export interface LeakSpan {
  readonly start: number;
  readonly end: number;
}

/** Invariant: all before `safeEnd` can no longer become part of a leak that is not in `leaks`, which are in order and do not touch. */
export class LeakWatch {
  readonly #reader: TextReader;
  readonly #escapes: TextReader;
  #isHistory = true;
  #position = 0;
  #safeEnd = 0;
  #leaks: LeakSpan[] = [];
  #cutAt: number | null = null;

  constructor(rules: SecrecyRules) {
    this.#reader = readersFor(rules, (start, end) => this.#noteLeak(start, end));
    this.#escapes = new EscapeReader(this.#reader);
    for (const text of rules.history) {
      this.push(text);
      this.endText();
    }
    this.#isHistory = false;
  }

  /** Of all that was pushed. */
  get length(): number {
    return this.#position;
  }

  get safeEnd(): number {
    return this.#safeEnd;
  }

  /** Where an answer ends that may tell nothing: all that was held when the first leak was found is dropped. Null as long as there is none. */
  get cutAt(): number | null {
    return this.#cutAt;
  }

  get leaks(): readonly LeakSpan[] {
    return this.#leaks;
  }

  /** A code point is never split over two pushes. */
  push(text: string, isJson = false): void {
    const reader = isJson ? this.#escapes : this.#reader;
    for (const character of text) {
      const start = this.#position;
      this.#position += character.length;
      reader.take(character.codePointAt(0) ?? 0, start, this.#position);
      this.#safeEnd = Math.max(this.#safeEnd, Math.min(this.#position, reader.holdFrom()));
    }
  }

  /** What was pushed last is a text of its own: nothing in it waits for what follows. */
  endText(isJson = false): void {
    (isJson ? this.#escapes : this.#reader).endText();
    this.#safeEnd = this.#position;
  }

  /** What was shown cannot be taken back. */
  #noteLeak(start: number, end: number): void {
    if (this.#isHistory) return;
    this.#cutAt ??= this.#safeEnd;
    const from = Math.max(start, this.#safeEnd);
    const last = this.#leaks.at(-1);
    if (last === undefined || last.end < from) this.#leaks.push({ start: from, end: Math.max(from, end) });
    else this.#leaks[this.#leaks.length - 1] = { start: Math.min(last.start, from), end: Math.max(last.end, end) };
  }
}
