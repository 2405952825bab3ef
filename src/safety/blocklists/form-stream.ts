// In: raw text in pieces. Out: its exact form in pieces, each final, and the way back: where in the raw text a place of the form begins.
// Knows no list.
import { isHigh, isIgnorable, joinsCharacter, toExactForm } from './exact-form.ts';

/** Places that can be asked for lie at most so many UTF-16 units of the form before its end. A power of two. */
export const reachBack = 4_096;

export class FormStream {
  /** Of the last units of the form: where in the raw text that begins from which they were made. */
  readonly #starts: Float64Array<ArrayBuffer> = new Float64Array(reachBack);
  /** The one character that could still change its form by what joins it; and where it begins. */
  #open = '';
  #openStart = 0;
  /** A high surrogate that ended a piece: the other half may come. */
  #half = '';
  #formLength = 0;
  #rawLength = 0;

  push(text: string): string {
    const raw = this.#half + text;
    const isCut = raw.length > 0 && isHigh(raw.charCodeAt(raw.length - 1));
    this.#half = isCut ? raw.slice(-1) : '';
    return this.#read(isCut ? raw.slice(0, -1) : raw);
  }

  end(): string {
    return this.#read(this.#half) + this.#close();
  }

  /** Raw units from where the last `formUnits` of the form begin (at most `reachBack` of them) up to the end of the raw text. */
  rawTail(formUnits: number): number {
    const reached = Math.min(formUnits, this.#formLength, reachBack);
    const start = reached === 0 ? this.#openStart : this.#starts[(this.#formLength - reached) % reachBack];
    return this.#rawLength + this.#half.length - (start ?? 0);
  }

  #read(raw: string): string {
    const parts: string[] = [];
    for (const character of raw.toWellFormed()) {
      if (!isIgnorable(character)) {
        if (joinsCharacter(character, this.#open)) this.#open += character;
        else {
          parts.push(this.#close());
          this.#open = character;
        }
      }
      this.#rawLength += character.length;
    }
    if (this.#open === '') this.#openStart = this.#rawLength;
    return parts.join('');
  }

  /** What is open gets its form; the next one begins here. */
  #close(): string {
    const form = toExactForm(this.#open);
    for (let unit = 0; unit < form.length; unit += 1) {
      this.#starts[(this.#formLength + unit) % reachBack] = this.#openStart;
    }
    this.#formLength += form.length;
    this.#open = '';
    this.#openStart = this.#rawLength;
    return form;
  }
}
