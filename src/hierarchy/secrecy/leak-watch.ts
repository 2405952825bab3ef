// In: an answer as it is written, behind what the assistant said before. Out: the stretches of it that are a leak, and up to where it may be
// shown. The same for any cut into deltas. Knows no piece and no policy.
import { Base64Reader } from './base64-reader.ts';
import { EscapeReader } from './escape-reader.ts';
import { ExactReader } from './exact-reader.ts';
import { FragmentTrail } from './fragment-trail.ts';
import { HexReader } from './hex-reader.ts';
import { LetterReader } from './letter-reader.ts';
import {
  firstLetters,
  firstOfLines,
  LetterTrail,
  namedLetters,
  singleLetters,
  singleSigns,
  spelledLetters,
} from './letter-trail.ts';
import { NeedleScan } from './needle-scan.ts';
import type { NeedleSet } from './needle-set.ts';
import { NumberReader } from './number-reader.ts';
import { OverlapScan } from './overlap-scan.ts';
import type { SecrecyRules } from './secrecy-rules.ts';
import type { SymbolSink, TellLeak } from './symbol-sink.ts';
import type { TextReader } from './text-reader.ts';
import { TokenReader, type TokenSink } from './token-reader.ts';

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
    this.#reader = new AllReaders(readersFor(rules, (start, end) => this.#noteLeak(start, end)));
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

/** All ways of reading one text. */
class AllReaders implements TextReader {
  readonly #readers: readonly TextReader[];

  constructor(readers: readonly TextReader[]) {
    this.#readers = readers;
  }

  take(codePoint: number, start: number, end: number): void {
    for (const reader of this.#readers) reader.take(codePoint, start, end);
  }

  endText(): void {
    for (const reader of this.#readers) reader.endText();
  }

  holdFrom(): number {
    let from = Number.POSITIVE_INFINITY;
    for (const reader of this.#readers) from = Math.min(from, reader.holdFrom());
    return from;
  }
}

function readersFor({ forms, isSecret, words }: SecrecyRules, tell: TellLeak): readonly TextReader[] {
  const sinks = (set: NeedleSet): readonly SymbolSink[] => [
    ...(set.isEmpty ? [] : [new NeedleScan(set, isSecret, tell)]),
    ...(words === null ? [] : [new OverlapScan(words, tell)]),
  ];
  const letters = () => new LetterReader(sinks(forms.letters));
  const read = [
    letters(),
    new LetterReader(sinks(forms.leet), true),
    new Base64Reader(letters()),
    new HexReader(letters()),
    new NumberReader(letters()),
  ];
  const trails: readonly TokenSink[] = forms.singles.isEmpty
    ? []
    : [
        ...[singleSigns, singleLetters, spelledLetters].map((letterOf) => ({
          letterOf,
          set: forms.singles,
          longestGap: 12,
          heldDepth: 2,
        })),
        { letterOf: namedLetters, set: forms.singles, longestGap: 6, heldDepth: 1 },
        { letterOf: firstOfLines, set: forms.singles, longestGap: Number.POSITIVE_INFINITY, heldDepth: 2 },
        { letterOf: firstLetters, set: forms.firsts, longestGap: 0, heldDepth: 3 },
      ].map((trail) => new LetterTrail(trail, isSecret, tell));
  const fragments = forms.plain.length === 0 ? [] : [new FragmentTrail(forms.plain, isSecret, tell)];
  return [
    ...read,
    ...(trails.length + fragments.length === 0 ? [] : [new TokenReader([...trails, ...fragments])]),
    ...(forms.exact.isEmpty ? [] : [new ExactReader(new NeedleScan(forms.exact, isSecret, tell))]),
  ];
}
