// In: text in pieces. Out: what personal data it holds, at places of the whole text, and how much of its end must not be shown yet: in
// it something may be under way. Knows no policy.
import { findPersonalData, usualKinds } from './find-personal-data.ts';
import { contextReach, type PersonalDataKind, type PersonalDataSpan, spanLimit } from './personal-data-span.ts';

export interface StreamedPersonalData {
  /** Spans that can no longer change and were not told before; they end before what is held. */
  readonly spans: readonly PersonalDataSpan[];
  /** UTF-16 units at the end of all text so far; at most `spanLimit` and the last piece. */
  readonly heldLength: number;
}

/** A word that may begin or go on something: anything but a plain lower-case word of prose. */
const suspicious = /[\p{N}\p{Lu}\p{Lo}@+_:/=({[-]/u;
/** So many plain words may stand inside of what is personal. */
const wordReach = 4;

export class PersonalDataStream {
  readonly #kinds: readonly PersonalDataKind[];
  /** The held text, and before it what finders must see of what was let go. */
  #recent = '';
  /** Where `#recent` begins, and up to where all is told, in the whole text. */
  #start = 0;
  #told = 0;

  constructor(kinds: readonly PersonalDataKind[] = usualKinds) {
    this.#kinds = kinds;
  }

  push(text: string): StreamedPersonalData {
    this.#recent += text;
    return this.#tell((found) => this.#holdFrom(found));
  }

  end(): StreamedPersonalData {
    return this.#tell(() => this.#start + this.#recent.length);
  }

  #tell(holdFrom: (found: readonly PersonalDataSpan[]) => number): StreamedPersonalData {
    const found = findPersonalData(this.#recent, this.#kinds)
      .map((span) => ({ ...span, start: span.start + this.#start, end: span.end + this.#start }))
      .filter(({ start }) => start >= this.#told);
    const held = holdFrom(found);
    const spans = found.filter(({ end }) => end <= held);
    this.#told = held;
    const length = this.#start + this.#recent.length;
    this.#forget();
    return { spans, heldLength: length - held };
  }

  /** Finders look back no further than their words of context reach; what is cut off ends with a word, so that none is cut. */
  #forget(): void {
    const reach = this.#told - this.#start - contextReach - spanLimit;
    if (reach <= 0) return;
    const cut = Math.max(this.#recent.lastIndexOf(' ', reach), 0);
    this.#recent = this.#recent.slice(cut);
    this.#start += cut;
  }

  /** Where the words begin, from the end backwards, that may belong together; no span that was found is cut. */
  #holdFrom(found: readonly PersonalDataSpan[]): number {
    const end = this.#start + this.#recent.length;
    const least = Math.max(this.#told, end - spanLimit);
    let [held, plain, isLast] = [end, 0, true];
    for (const { start, word } of wordsBackwards(this.#recent, least - this.#start)) {
      if (isLast || suspicious.test(word)) [held, plain] = [this.#start + start, 0];
      else plain += 1;
      if (plain > wordReach) break;
      isLast = false;
    }
    const crossing = found.find((span) => span.start < held && span.end > held);
    return Math.max(this.#told, crossing?.start ?? held);
  }
}

function* wordsBackwards(
  text: string,
  from: number,
): Generator<{ readonly start: number; readonly word: string }, undefined> {
  for (let end = text.length; end > from; ) {
    let start = end;
    while (start > from && /\s/.test(text.charAt(start - 1))) start -= 1;
    while (start > from && !/\s/.test(text.charAt(start - 1))) start -= 1;
    yield { start, word: text.slice(start, end) };
    end = start;
  }
}
