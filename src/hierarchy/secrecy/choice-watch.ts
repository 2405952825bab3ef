// In: the pieces of one choice, in their order. Out: those that may be shown, cut or blacked out where they tell a secret. The same for any cut
// into deltas. Knows no other choice.
import { countCodePoints } from '../../base/count-code-points.ts';
import type { CompletionPiece } from '../../contract/completion-ask.ts';
import type { SecrecyAction } from '../../contract/hierarchy.ts';
import type { Finish, Piece, Screened } from '../../contract/piece.ts';
import { nothingFound, type Verdict } from '../../contract/safety.ts';
import { blackOutCall, blackOutSpans } from './black-out-leaks.ts';
import { LeakWatch } from './leak-watch.ts';
import type { SecrecyRules } from './secrecy-rules.ts';

export type AnyPiece = Piece | CompletionPiece;
export type ChoicePiece = Exclude<AnyPiece, { kind: 'usage' | 'prompt-echo' }>;

/** A piece, and where its text lies in all that the watch read. */
interface HeldPiece<Item> {
  readonly item: Item;
  readonly start: number;
  readonly end: number;
}

/** Invariant: `#held` are the pieces, in order, that may still hold a leak, or stand behind one that may. */
export class ChoiceWatch<Item extends AnyPiece> {
  readonly #watch: LeakWatch;
  readonly #rules: SecrecyRules;
  readonly #action: SecrecyAction;
  readonly #choice: number;
  #held: HeldPiece<Item>[] = [];
  #isCall = false;
  #isCut = false;
  #isOver = false;
  /** Code points of the choice's text. */
  #shownLength = 0;
  #removedLength = 0;
  /** What is vetted for good never becomes less. */
  #checkOffset = 0;

  constructor(rules: SecrecyRules, action: SecrecyAction, choice: number) {
    this.#rules = rules;
    this.#watch = new LeakWatch(rules);
    this.#action = action;
    this.#choice = choice;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Nothing more of it is shown. */
  get isOver(): boolean {
    return this.#isOver;
  }

  *take(piece: Item & ChoicePiece): Generator<Item | Screened> {
    if (piece.kind === 'screened') {
      yield this.#moved(piece);
      return;
    }
    if (piece.kind === 'finish') {
      yield* this.end();
      if (this.#isOver) return;
      this.#isOver = true;
      yield this.#told();
      yield piece;
      return;
    }
    if (piece.kind === 'tool-call-start') {
      yield* this.end();
      this.#isCall = true;
    }
    const start = this.#watch.length;
    this.#watch.push(textOf(piece), this.#isCall);
    if (piece.kind === 'tool-call-end') this.#watch.endText(true);
    this.#held.push({ item: piece, start, end: this.#watch.length });
    if (piece.kind === 'tool-call-end') this.#isCall = false;
    yield* this.#released();
  }

  /** The text ends, or breaks off: what is held and no leak is shown. */
  *end(): Generator<Item | Screened> {
    this.#watch.endText(this.#isCall);
    this.#isCall = false;
    yield* this.#released();
  }

  *#released(): Generator<Item | Screened> {
    const { cutAt, safeEnd } = this.#watch;
    if (this.#action === 'refuse' && cutAt !== null) {
      yield* this.#cut(cutAt);
      return;
    }
    // What is blacked out in half a call's arguments would leave no JSON.
    if (this.#action === 'redact' && this.#isCall) return;
    const mayGo = this.#action === 'annotate' ? this.#watch.length : safeEnd;
    const count = this.#held.findIndex(({ end }) => end > mayGo);
    const going = this.#held.splice(0, count < 0 ? this.#held.length : count);
    for (const { item } of this.#action === 'redact' ? this.#blackedOut(going) : going) yield this.#shown(item);
  }

  *#cut(at: number): Generator<Item | Screened> {
    for (const { item, start, end } of this.#held) {
      if (end <= at) yield this.#shown(item);
      else if (start < at) yield this.#shown(withText(item, textOf(item).slice(0, at - start)));
    }
    this.#held = [];
    this.#isCut = true;
    this.#isOver = true;
    yield this.#told();
    const finish: Finish = { kind: 'finish', choice: this.#choice, reason: 'content_filter', stopText: null };
    // A finish is a piece of every kind of answer.
    yield finish as Item;
  }

  #blackedOut(pieces: readonly HeldPiece<Item>[]): readonly HeldPiece<Item>[] {
    const { leaks } = this.#watch;
    const call = pieces.filter(({ item }) => item.kind === 'tool-call-delta');
    const json = call.map(({ item }) => textOf(item)).join('');
    const isLeak = call.some(({ start, end }) => leaks.some((leak) => leak.start < end && leak.end > start));
    const rewritten = isLeak ? blackOutCall(json, this.#rules) : null;
    return pieces.flatMap((held) => {
      const { item, start } = held;
      const text = textOf(item);
      if (rewritten !== null && item.kind === 'tool-call-delta')
        return held === call[0] ? [{ ...held, item: withText(item, rewritten) }] : [];
      const shown = blackOutSpans(text, start, leaks);
      if (item.kind === 'text-delta') this.#removedLength += countCodePoints(text) - countCodePoints(shown);
      if (shown === text) return [held];
      return shown === '' ? [] : [{ ...held, item: withText(item, shown) }];
    });
  }

  #shown(item: Item): Item {
    if (item.kind === 'text-delta') this.#shownLength += countCodePoints(item.text);
    return item;
  }

  /** Offsets of other filters, in the text as it is shown. */
  #moved(piece: Item & Screened): Item {
    const move = (offset: number) => Math.max(0, offset - this.#removedLength);
    this.#checkOffset = Math.max(this.#checkOffset, move(piece.checkOffset));
    const offsets = { startOffset: move(piece.startOffset), endOffset: move(piece.endOffset) };
    return this.#removedLength === 0 ? piece : { ...piece, ...offsets, checkOffset: this.#checkOffset };
  }

  #told(): Screened {
    const isDetected = this.#watch.leaks.length > 0;
    const endOffset = this.#shownLength;
    const checkOffset = this.#isCut ? this.#checkOffset : Math.max(this.#checkOffset, endOffset);
    const verdict = leakVerdict(isDetected, this.#isCut);
    return { kind: 'screened', choice: this.#choice, verdict, startOffset: 0, endOffset, checkOffset, isOfWhole: true };
  }
}

function textOf(item: AnyPiece): string {
  return item.kind === 'text-delta' || item.kind === 'tool-call-delta' ? item.text : '';
}

/** What is left of a piece no longer has its tokens. */
function withText<Item extends AnyPiece>(item: Item, text: string): Item {
  return item.kind === 'text-delta' ? { ...item, text, logprobs: [] } : { ...item, text };
}

/** Of a redacted answer nothing more is kept back. */
function leakVerdict(isDetected: boolean, isFiltered: boolean): Verdict {
  const promptLeak = { isDetected, isFiltered };
  return { ...nothingFound, source: 'completion', promptLeak, isFiltered };
}
