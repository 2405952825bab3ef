// In: the pieces of one channel of an answer (its text, or the arguments of one call), in their order. Out: those that may be judged and let
// go. Text is held to the end of its sentence, or so far that a reader would notice. Pure; knows no scorer and no policy.
import { countCodePoints } from '../base/count-code-points.ts';

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
    return this.#wholePieces() > 0;
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

  get heldLength(): number {
    return countCodePoints(this.#text);
  }

  /** Lets go of the pieces up to the last boundary, or of all of them. */
  release(isAll: boolean): readonly HeldPiece<Item>[] {
    const count = isAll ? this.#held.length : this.#wholePieces();
    const released = this.#held.slice(0, count);
    this.#held = this.#held.slice(count);
    const text = released.map((piece) => piece.text).join('');
    this.#text = this.#text.slice(text.length);
    this.#boundary = Math.max(0, this.#boundary - text.length);
    this.#context = lastUnits(this.#context + text, keptContext);
    this.#released += countCodePoints(text);
    return released;
  }

  /** Pieces are never split: one that crosses the boundary stays. */
  #wholePieces(): number {
    const boundary = Math.min(this.#boundary, this.#text.length - this.#unfinished);
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

function lastUnits(text: string, count: number): string {
  const from = Math.max(0, text.length - count);
  const unit = text.charCodeAt(from);
  return text.slice(unit >= 0xdc00 && unit <= 0xdfff ? from + 1 : from);
}
