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
const suspicious = /[\p{N}\p{Lu}@+_:/=({[-]/u;
/** Scripts without capitals often have no spaces either: there words are parted between any two letters, but for those of dates. */
const unspacedEdge = /(?<=(?![年月日])\p{Lo})(?=(?![年月日])\p{Lo})/u;
/** A word that is an address, whatever letters it has. */
const undivided = /:\/\/|@|www\./;
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
      .filter(({ end }) => end > this.#told)
      .map((span) => ({ ...span, start: Math.max(span.start, this.#told) }));
    const held = holdFrom(found);
    const spans = found.filter(({ end }) => end <= held);
    this.#told = held;
    const length = this.#start + this.#recent.length;
    this.#forget();
    return { spans, heldLength: length - held };
  }

  /**
   * Finders look back no further than their words of context reach. What is cut off ends with a word where it can; where it cannot, what
   * is then misread lies in what was told already.
   */
  #forget(): void {
    const reach = this.#told - this.#start - contextReach - spanLimit;
    if (reach <= 0) return;
    const space = Math.max(...[' ', '\n'].map((sign) => this.#recent.lastIndexOf(sign, reach)));
    const cut = space > Math.max(0, reach - spanLimit) ? space : reach;
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

interface Word {
  readonly start: number;
  readonly word: string;
}

function* wordsBackwards(text: string, from: number): Generator<Word, undefined> {
  for (let end = text.length; end > from; ) {
    let start = end;
    while (start > from && /\s/.test(text.charAt(start - 1))) start -= 1;
    while (start > from && !/\s/.test(text.charAt(start - 1))) start -= 1;
    const word = text.slice(start, end);
    const parts = undivided.test(word) ? [word] : word.split(unspacedEdge);
    for (const part of parts.toReversed()) {
      end -= part.length;
      yield { start: end, word: part };
    }
  }
}
