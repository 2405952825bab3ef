// In: the pieces of one channel of an answer (its text, or the arguments of one call), in their order. Out: those that may be judged and let
// go: as they come while nothing at all is found in them, else at the end of their sentence. Pure; knows no scorer and no policy.

/** Tells how many UTF-16 units at the end of the text so far may belong to something that is not all here yet. */
export interface TailWatch {
  push(text: string): number;
}

/** A piece that is shown, and how much text it shows. */
export interface HeldPiece<Item> {
  readonly item: Item;
  readonly text: string;
}

/** Code units. A sentence that is longer is judged in parts, each with what came before it. */
const mostHeld = 160;
/** So much of what was let go is judged again with what follows it. */
const keptContext = 800;
/** After the first piece, text is looked at early when so much of it has gathered. */
const glanceLength = 16;

/** How far held text may go: all that was looked at, to the end of its last sentence, or all of it, since no more comes. */
export type Release = 'glanced' | 'sentence' | 'end';

/** A word that may go on; scripts without spaces have none. */
const openWord = /(?:(?!\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana}|\p{sc=Thai})[\p{L}\p{N}\p{M}'’_-]){1,64}$/u;
const sentenceEnd = /[.!?…]["'’”»)\]]*\s|[。！？．｡।॥؟]["'’”»)\]]*|\n/gu;

export class HeldText<Item> {
  #held: HeldPiece<Item>[] = [];
  #text = '';
  #context = '';
  #released = 0;
  readonly #watch: TailWatch | null;
  /** Of the end, by the watch's word. */
  #unfinished = 0;
  /** Of the held text, so much was looked at for the end of a sentence. */
  #boundary = 0;
  /** Of the held text, so much was looked at early and had to stay. */
  #glanced = 0;

  constructor(watch: TailWatch | null) {
    this.#watch = watch;
  }

  push(piece: HeldPiece<Item>): void {
    this.#held.push(piece);
    if (this.#watch !== null && piece.text !== '') this.#unfinished = this.#watch.push(piece.text);
    this.#text += piece.text;
    for (const match of this.#text.matchAll(sentenceEnd))
      this.#boundary = Math.max(this.#boundary, match.index + match[0].length);
    if (this.#text.length - this.#boundary >= mostHeld) this.#boundary = this.#text.length;
  }

  /** Whether enough is here to judge. */
  get isDue(): boolean {
    return this.#wholePieces(this.#boundary) > 0;
  }

  /** Whether it is worth a look before that. */
  get isWorthALook(): boolean {
    const least = this.#released === 0 && this.#glanced === 0 ? 1 : this.#glanced + glanceLength;
    return this.#text.length >= least && this.#wholePieces(this.#glanceable()) > 0;
  }

  /** What was looked at stays, until its sentence ends. */
  keep(): void {
    this.#glanced = this.#text.length;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** Code points that were let go. */
  get releasedLength(): number {
    return this.#released;
  }

  /** What was let go last, then all that is held. */
  get judgedText(): string {
    return this.#context + this.#text;
  }

  get contextLength(): number {
    return this.#context.length;
  }

  get heldLength(): number {
    return codePoints(this.#text);
  }

  release(upTo: Release): readonly HeldPiece<Item>[] {
    const boundary = upTo === 'sentence' ? this.#boundary : this.#glanceable();
    const count = upTo === 'end' ? this.#held.length : this.#wholePieces(boundary);
    const released = this.#held.slice(0, count);
    this.#held = this.#held.slice(count);
    const text = released.map((piece) => piece.text).join('');
    this.#text = this.#text.slice(text.length);
    this.#boundary = Math.max(0, this.#boundary - text.length);
    this.#glanced = Math.max(0, this.#glanced - text.length);
    this.#context = lastUnits(this.#context + text, keptContext);
    this.#released += codePoints(text);
    return released;
  }

  /** Whole words; of the first word of all also its beginning. */
  #glanceable(): number {
    if (this.#released === 0 && !/\s/.test(this.#text)) return this.#text.length;
    return this.#text.length - (openWord.exec(this.#text)?.[0].length ?? 0);
  }

  /** Pieces are never split: one that crosses the boundary stays. */
  #wholePieces(upTo: number): number {
    const boundary = Math.min(upTo, this.#text.length - this.#unfinished);
    // What shows no text waits for the text behind it.
    if (boundary <= 0) return 0;
    let end = 0;
    let count = 0;
    for (const { text } of this.#held) {
      end += text.length;
      if (end > boundary) break;
      count += 1;
    }
    return count;
  }
}

export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function lastUnits(text: string, count: number): string {
  const from = Math.max(0, text.length - count);
  const unit = text.charCodeAt(from);
  return text.slice(unit >= 0xdc00 && unit <= 0xdfff ? from + 1 : from);
}
