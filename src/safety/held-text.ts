// In: the pieces of one channel of an answer (its text, or the arguments of one call), in their order. Out: those that may be judged and let
// go. Text is held to the end of its sentence, or so far that a reader would notice; a beginning that is clear may go early, and is judged
// with its sentence all the same. Pure; knows no scorer and no policy.
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
/** So much of what was judged is judged again with what follows it. */
const keptContext = 800;
/** The same where a beginning is looked at, which is done far more often. */
const shortContext = 100;
/** The first pieces are looked at one by one, later ones at such distances, where text comes fast. */
const earlyDistance = 32;
/** Where it comes slowly: about a word, so that signs and endings come with their neighbours. */
const awaitedDistance = 4;

/** Behind the sign that ends a sentence, as in `sentenceEnd`. */
const closingMarks = `"'’”»)]`;
const sentenceEnd = /[.!?…]["'’”»)\]]*\s|[。！？．｡।॥؟]["'’”»)\]]*|\n/gu;

/** Invariant: `#text` is what was not judged with its sentence yet; its first `#shown` units are let go, `#held` are the pieces of the rest. */
export class HeldText<Item> {
  #held: HeldPiece<Item>[] = [];
  #text = '';
  #shown = 0;
  #context = '';
  #released = 0;
  /** Of the whole channel. */
  #unitsTaken = 0;
  #unitsLookedAt = 0;
  readonly #watch: TailWatch | null;
  /** Of the end, by the watch's word. */
  #unfinished = 0;
  /** Of the text, so much was looked at for the end of a sentence. */
  #boundary = 0;

  constructor(watch: TailWatch | null) {
    this.#watch = watch;
  }

  push(piece: HeldPiece<Item>): void {
    this.#held.push(piece);
    if (this.#watch !== null && piece.text !== '') this.#unfinished = this.#watch.push(piece.text);
    this.#text += piece.text;
    this.#unitsTaken += piece.text.length;
    const from = this.#unsearchedFrom();
    for (const match of this.#text.slice(from).matchAll(sentenceEnd))
      this.#boundary = Math.max(this.#boundary, from + match.index + match[0].length);
    if (this.#text.length - this.#boundary >= mostHeld) this.#boundary = this.#text.length;
  }

  /** Whether enough is here to judge. */
  get isDue(): boolean {
    return this.#piecesBefore(this.#boundary).end > 0;
  }

  /** Whether there is a beginning to look at that was not looked at yet; where text comes slowly, a reader waits for every word of it. */
  isEarlyDue(isAwaited: boolean): boolean {
    const distance = Math.min(isAwaited ? awaitedDistance : earlyDistance, this.#unitsLookedAt / 2);
    return (
      this.#piecesBefore(this.#text.length).end > this.#shown && this.#unitsTaken - this.#unitsLookedAt >= distance
    );
  }

  /** Whether nothing is left to judge with its sentence. */
  get isJudged(): boolean {
    return this.#held.length === 0 && this.#text === '';
  }

  /** Code points that were let go. */
  get releasedLength(): number {
    return this.#released;
  }

  /** What was judged last, then all that was not. */
  get judgedText(): string {
    return this.#context + this.#text;
  }

  /** UTF-16 units of what was judged last. */
  get judgedUnits(): number {
    return this.#context.length;
  }

  /** The same with less before it. */
  get early(): { readonly text: string; readonly judgedUnits: number } {
    const context = lastUnits(this.#context, shortContext);
    return { text: context + this.#text, judgedUnits: context.length };
  }

  /** Code points. */
  get heldLength(): number {
    return countCodePoints(this.#text.slice(this.#shown));
  }

  /** Lets go of the pieces up to the last boundary, or of all of them: they were judged with their sentence. */
  release(isAll: boolean): readonly HeldPiece<Item>[] {
    const { count, end } = isAll ? this.#allPieces() : this.#piecesBefore(this.#boundary);
    const released = this.#letGo(count);
    this.#context = lastUnits(this.#context + this.#text.slice(0, end), keptContext);
    this.#text = this.#text.slice(end);
    this.#shown = Math.max(0, this.#shown - end);
    this.#boundary = Math.max(0, this.#boundary - end);
    return released;
  }

  /** A beginning was looked at. Lets go of it where it is clear, up to what may become something else. */
  lookedAt(isClear: boolean): readonly HeldPiece<Item>[] {
    this.#unitsLookedAt = this.#unitsTaken;
    if (!isClear) return [];
    const { count, end } = this.#piecesBefore(this.#text.length);
    this.#shown = end;
    return this.#letGo(count);
  }

  /** An end of a sentence may reach over the boundary by what closes it. */
  #unsearchedFrom(): number {
    let from = this.#boundary;
    while (from > 0 && closingMarks.includes(this.#text.charAt(from - 1))) from -= 1;
    return Math.max(0, from - 1);
  }

  #letGo(count: number): readonly HeldPiece<Item>[] {
    const gone = this.#held.slice(0, count);
    this.#held = this.#held.slice(count);
    for (const { text } of gone) this.#released += countCodePoints(text);
    return gone;
  }

  #allPieces(): PieceRange {
    return { count: this.#held.length, end: this.#text.length };
  }

  /** Pieces are never split: one that crosses the boundary stays. What shows no text waits for the text behind it. */
  #piecesBefore(wished: number): PieceRange {
    const boundary = Math.min(wished, this.#text.length - this.#unfinished);
    if (boundary <= 0 || boundary < this.#shown) return { count: 0, end: 0 };
    let end = this.#shown;
    let count = 0;
    for (const { text } of this.#held) {
      if (end + text.length > boundary) break;
      end += text.length;
      count += 1;
    }
    return { count, end };
  }
}

/** The first `count` held pieces, which end at `end` of the text. */
interface PieceRange {
  readonly count: number;
  readonly end: number;
}

function lastUnits(text: string, count: number): string {
  const from = Math.max(0, text.length - count);
  const unit = text.charCodeAt(from);
  return text.slice(unit >= 0xdc00 && unit <= 0xdfff ? from + 1 : from);
}
