// In: the pieces of an answer that passed all that looks at stretches of it, and a judge of the whole. Out: the same pieces; behind the text
// of each choice, before its finish, what the judge says of it. The judge is asked when the engine has done: it may need the slot. Where
// the answer may be kept back nothing is shown before. Knows no model and no wire format.
import { countCodePoints } from '../../base/count-code-points.ts';
import type { CompletionPiece } from '../../contract/completion-ask.ts';
import type { Finish, Piece, Screened } from '../../contract/piece.ts';
import type { Verdict } from '../../contract/safety.ts';
import type { WrittenAnswer } from './judge-adherence.ts';

export interface WholeAnswerJudge {
  /** Whether nothing may be shown before it is judged. */
  readonly isHeld: boolean;
  /** Null where there is nothing to say. */
  judge(answer: WrittenAnswer): Promise<Verdict | null>;
}

type AnyPiece = Piece | CompletionPiece;

interface Choice<Item> {
  text: string;
  readonly calls: { name: string; argumentsJson: string }[];
  readonly held: Item[];
  finish: (Item & Finish) | null;
  /** What is vetted for good never becomes less. */
  checkOffset: number;
}

export async function* judgePieces<Item extends AnyPiece>(
  pieces: AsyncIterable<Item>,
  { isHeld, judge }: WholeAnswerJudge,
): AsyncGenerator<Item | Screened> {
  const choices = new Map<number, Choice<Item>>();
  const last: Item[] = [];
  for await (const piece of pieces) {
    if (piece.kind === 'usage') {
      last.push(piece);
      continue;
    }
    const known = choices.get(piece.choice);
    const choice: Choice<Item> = known ?? { text: '', calls: [], held: [], finish: null, checkOffset: 0 };
    choices.set(piece.choice, choice);
    note(piece, choice);
    if (piece.kind === 'finish') choice.finish = piece as Item & Finish;
    else if (isHeld) choice.held.push(piece);
    else yield piece;
  }
  for (const [place, choice] of choices) yield* judged(place, choice, judge);
  yield* last;
}

async function* judged<Item extends AnyPiece>(
  place: number,
  { text, calls, held, finish, checkOffset: before }: Choice<Item>,
  judge: WholeAnswerJudge['judge'],
): AsyncGenerator<Item | Screened> {
  const isCut = finish === null || finish.reason === 'content_filter';
  const verdict = isCut ? null : await judge({ text, calls });
  // What was said of stretches stays true of an answer that is kept back.
  yield* verdict?.isFiltered === true ? held.filter(({ kind }) => kind === 'screened') : held;
  if (verdict !== null) {
    const endOffset = countCodePoints(text);
    const checkOffset = verdict.isFiltered ? before : Math.max(before, endOffset);
    yield { kind: 'screened', choice: place, verdict, startOffset: 0, endOffset, checkOffset, isOfWhole: true };
  }
  if (finish !== null)
    yield verdict?.isFiltered === true ? { ...finish, reason: 'content_filter', stopText: null } : finish;
}

function note<Item extends AnyPiece>(piece: Item, choice: Choice<Item>): void {
  if (piece.kind === 'screened') choice.checkOffset = piece.checkOffset;
  if (piece.kind === 'text-delta') choice.text += piece.text;
  if (piece.kind === 'tool-call-start') choice.calls.push({ name: piece.name, argumentsJson: '' });
  const call = choice.calls.at(-1);
  if (piece.kind === 'tool-call-delta' && call !== undefined) call.argumentsJson += piece.text;
}
