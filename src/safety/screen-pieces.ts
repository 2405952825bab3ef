// In: the pieces of an answer, and the policy that holds for it. Out: the same pieces, with what was found in them. Under a buffering policy
// they are held to the end of a sentence, where not all before is clear, and nothing of an offending one is shown from where it comes near
// to be one; under an asynchronous one they go out as they come, and what was found follows. Knows no wire format and no engine.
import { countCodePoints } from '../base/count-code-points.ts';
import type { CompletionPiece } from '../contract/completion-ask.ts';
import type { Piece, Screened, Usage } from '../contract/piece.ts';
import type { ContentPolicy, ScoreAsk, Verdict } from '../contract/safety.ts';
import { type HeldPiece, HeldText, type TailWatch } from './held-text.ts';
import { plainArguments, readableArguments, rewriteArguments } from './plain-arguments.ts';
import { isAnythingScreened } from './screened-rules.ts';

export interface PieceScreen {
  readonly policy: ContentPolicy;
  readonly choiceCount: number;
  /** Whether a beginning that is clear may go before its sentence is over. */
  readonly mayShowEarly: boolean;
  /** Judges one stretch of the answer, or the beginning of one. */
  judge(stretch: Pick<ScoreAsk, 'text' | 'isUnfinished' | 'judgedUnits'>): Promise<JudgedStretch>;
  /** For one text of the answer; null where nothing in it could be cut by its pieces. */
  watchTail(): TailWatch | null;
  /** What was computed so far, for an answer that ends before its last piece. */
  usageSoFar(): Usage;
  nowMs(): number;
}

/** A reader does not notice that text comes so much later. */
const unnoticedMs = 100;

export interface JudgedStretch {
  readonly verdict: Verdict;
  /** With personal data blacked out where the policy redacts. */
  readonly text: string;
  /** Nothing was found in it, nor anything near it. */
  readonly isClear: boolean;
}

type AnyPiece = Piece | CompletionPiece;
/** Of pieces that pass as they are. */
type UnscreenedKind = 'usage' | 'prompt-echo' | 'screened';
type ShownPiece = Exclude<AnyPiece, { kind: UnscreenedKind | 'finish' }>;

export function screenPieces<Item extends AnyPiece>(
  pieces: AsyncIterable<Item>,
  screen: PieceScreen,
): AsyncIterable<Item | Screened> {
  const rules = screen.policy.rules.completion;
  if (!isAnythingScreened(rules)) return pieces;
  return screened(pieces, screen);
}

/** One choice on its way. */
interface Channel<Item> {
  hold: HeldText<Item>;
  /** Within the arguments of a call. */
  isCall: boolean;
  /** Code points that were shown before this channel's. */
  offset: number;
  isCut: boolean;
  lookedAtMs: number;
}

async function* screened<Item extends AnyPiece>(
  pieces: AsyncIterable<Item>,
  screen: PieceScreen,
): AsyncGenerator<Item | Screened> {
  const channels = new Channels<Item>(() => screen.watchTail());
  const isBuffered = screen.policy.streamMode === 'buffered';
  const isEager = isBuffered && screen.mayShowEarly;
  /** What is blacked out in half a call's arguments would leave no JSON: calls are held whole. */
  const areCallsWhole = isBuffered && screen.policy.rules.completion.personalData === 'redact';
  try {
    yield* passed();
  } catch (error) {
    // What came before the source broke is the client's, as far as it may be shown.
    for (const [choice, channel] of channels.open()) yield* judged(channel, choice, true);
    throw error;
  }

  async function* passed(): AsyncGenerator<Item | Screened> {
    for await (const piece of pieces) {
      if (piece.kind === 'usage' || piece.kind === 'prompt-echo' || piece.kind === 'screened') {
        yield piece;
        continue;
      }
      const channel = channels.of(piece.choice);
      if (channel.isCut) continue;
      if (piece.kind === 'finish') {
        if (!channel.hold.isJudged) yield* judged(channel, piece.choice, true);
        if (!channel.isCut) yield piece;
      } else yield* taken(piece as Item & ShownPiece, channel);
      if (channels.areAllCut(screen.choiceCount)) {
        yield { kind: 'usage', usage: screen.usageSoFar() } as Item;
        return;
      }
    }
  }

  async function* taken(piece: Item & ShownPiece, channel: Channel<Item>): AsyncGenerator<Item | Screened> {
    if (piece.kind === 'tool-call-start') {
      if (!channel.hold.isJudged) yield* judged(channel, piece.choice, true);
      if (channel.isCut) return;
      channels.turn(channel, true);
    }
    channel.hold.push({ item: piece, text: shownText(piece) });
    if (!isBuffered) yield piece;
    const isEnd = piece.kind === 'tool-call-end';
    const isHeldWhole = channel.isCall && areCallsWhole && !isEnd;
    if (isEnd || (channel.hold.isDue && !isHeldWhole)) yield* judged(channel, piece.choice, isEnd);
    if (isEnd) channels.turn(channel, false);
    else if (isEager && !isHeldWhole && !channel.isCut && isLookDue(channel)) yield* lookedAt(channel, piece.choice);
  }

  function isLookDue({ hold, lookedAtMs }: Channel<Item>): boolean {
    return hold.isEarlyDue(screen.nowMs() - lookedAtMs >= unnoticedMs);
  }

  async function* lookedAt(channel: Channel<Item>, choice: number): AsyncGenerator<Item | Screened> {
    const { hold, offset } = channel;
    channel.lookedAtMs = screen.nowMs();
    const { text, judgedUnits } = hold.early;
    const words = wordsOf(channel, text);
    const { verdict, isClear } = await screen.judge({
      text: words,
      judgedUnits: judgedOf(channel, judgedUnits),
      isUnfinished: true,
    });
    const startOffset = offset + hold.releasedLength;
    const released = hold.lookedAt(isClear && !verdict.isFiltered);
    if (released.length === 0) return;
    const endOffset = offset + hold.releasedLength;
    yield { kind: 'screened', choice, verdict, startOffset, endOffset, checkOffset: endOffset };
    yield* released.map(({ item }) => item);
  }

  async function* judged(channel: Channel<Item>, choice: number, isAll: boolean): AsyncGenerator<Item | Screened> {
    const { hold } = channel;
    const written = hold.judgedText;
    const isWholeCall = channel.isCall && areCallsWhole;
    const words = isWholeCall ? readableArguments(written) : wordsOf(channel, written);
    const { verdict, text } = await screen.judge({ text: words, judgedUnits: judgedOf(channel, hold.judgedUnits) });
    const startOffset = channel.offset + hold.releasedLength;
    if (verdict.isFiltered) {
      const endOffset = startOffset + hold.heldLength;
      channel.isCut = true;
      yield { kind: 'screened', choice, verdict, startOffset, endOffset, checkOffset: startOffset };
      yield { kind: 'finish', choice, reason: 'content_filter', stopText: null } as Item;
      return;
    }
    const contextLength = countCodePoints(written) - hold.heldLength;
    const released = hold.release(isAll);
    const endOffset = channel.offset + hold.releasedLength;
    yield { kind: 'screened', choice, verdict, startOffset, endOffset, checkOffset: endOffset };
    if (!isBuffered) return;
    if (verdict.personalData?.redactedText == null) yield* released.map(({ item }) => item);
    else if (isWholeCall)
      yield* redactedCall(
        released,
        rewriteArguments(written, () => text),
      );
    // Blacking out keeps the number of characters, so what is released now stands where it stood.
    else yield* redacted(released, [...text].slice(contextLength));
  }
}

/** What is judged of a stretch: the escapes of arguments are undone. */
function wordsOf({ isCall }: Pick<Channel<unknown>, 'isCall'>, written: string): string {
  return isCall ? plainArguments(written) : written;
}

/** Of its UTF-16 units those that were judged before: where escapes are undone the places differ. */
function judgedOf({ isCall }: Pick<Channel<unknown>, 'isCall'>, judgedUnits: number): number {
  return isCall ? 0 : judgedUnits;
}

function redacted<Item extends AnyPiece>(
  released: readonly HeldPiece<Item>[],
  characters: readonly string[],
): readonly Item[] {
  let at = 0;
  return released.map(({ item, text }) => {
    const length = countCodePoints(text);
    const shown = characters.slice(at, at + length).join('');
    at += length;
    return item.kind === 'text-delta' && shown !== text ? { ...item, text: shown, logprobs: [] } : item;
  });
}

/** The whole arguments come with the first piece that showed some of them. */
function redactedCall<Item extends AnyPiece>(released: readonly HeldPiece<Item>[], json: string): readonly Item[] {
  const first = released.find(({ item }) => item.kind === 'tool-call-delta');
  return released.flatMap((held) => {
    if (held.item.kind !== 'tool-call-delta') return [held.item];
    return held === first ? [{ ...held.item, text: json }] : [];
  });
}

class Channels<Item> {
  readonly #channels = new Map<number, Channel<Item>>();
  readonly #watchTail: () => TailWatch | null;

  constructor(watchTail: () => TailWatch | null) {
    this.#watchTail = watchTail;
  }

  of(choice: number): Channel<Item> {
    const known = this.#channels.get(choice);
    if (known !== undefined) return known;
    const channel = {
      hold: new HeldText<Item>(this.#watchTail()),
      isCall: false,
      offset: 0,
      isCut: false,
      lookedAtMs: 0,
    };
    this.#channels.set(choice, channel);
    return channel;
  }

  /** Text and the arguments of each call are judged by themselves. */
  turn(channel: Channel<Item>, isCall: boolean): void {
    channel.offset += channel.hold.releasedLength;
    channel.hold = new HeldText(this.#watchTail());
    channel.isCall = isCall;
  }

  /** Those with text that was not judged with its sentence. */
  open(): readonly (readonly [number, Channel<Item>])[] {
    return [...this.#channels].filter(([, { hold, isCut }]) => !isCut && !hold.isJudged);
  }

  areAllCut(choiceCount: number): boolean {
    const channels = [...this.#channels.values()];
    return channels.length === choiceCount && channels.every(({ isCut }) => isCut);
  }
}

function shownText(piece: ShownPiece): string {
  if (piece.kind === 'tool-call-start') return '';
  return piece.kind === 'tool-call-end' ? '' : piece.text;
}
