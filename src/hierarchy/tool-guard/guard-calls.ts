// In: the pieces of an answer, the conversation before it and the policy. Out: the same pieces, without the calls that are held back; what was
// found, behind the text of each choice that made a call with consequences. Pieces of such a call wait for its end, all others pass. Knows no model
// and no wire format.
import { countCodePoints } from '../../base/count-code-points.ts';
import type { HierarchyPolicy } from '../../contract/hierarchy.ts';
import type { Finish, Piece, Screened, ToolCallDelta, ToolCallEnd, ToolCallStart } from '../../contract/piece.ts';
import { nothingFound, type Verdict } from '../../contract/safety.ts';
import { describeHeld, type HeldCall } from './describe-held.ts';
import { type CallJudge, createCallJudge } from './judge-call.ts';
import { type GuardedConversation, spokenTexts } from './spoken-texts.ts';

export type GuardPolicy = Pick<HierarchyPolicy, 'toolGuard' | 'consequentialTools'>;
export type CallGuard = <Item extends Piece>(pieces: AsyncIterable<Item>) => AsyncGenerator<Item | Piece>;

type CallPiece = ToolCallStart | ToolCallDelta | ToolCallEnd;

interface Choice {
  /** Of the calls shown so far. */
  shownCalls: number;
  /** A call with consequences that is not over. */
  waiting: { readonly name: string; argumentsJson: string; readonly pieces: CallPiece[] } | null;
  readonly held: HeldCall[];
  isLookedAt: boolean;
  isDetected: boolean;
  textLength: number;
  checkOffset: number;
}

/** Null where no call needs to be looked at: then the pieces go their way as they are. */
export function guardCalls(conversation: GuardedConversation, policy: GuardPolicy): CallGuard | null {
  if (policy.toolGuard === 'off' || policy.consequentialTools.length === 0) return null;
  const spoken = spokenTexts(conversation);
  if (spoken.untrusted.length === 0) return null;
  let judge: CallJudge | null = null;
  // Most answers call nothing: the texts are read when one does.
  const judgeLate: CallJudge = (call) => {
    judge ??= createCallJudge(spoken);
    return judge(call);
  };
  return (pieces) => guarded(pieces, policy, judgeLate);
}

/** `*` at the end stands for any ending. */
export function isConsequential(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
}

async function* guarded<Item extends Piece>(
  pieces: AsyncIterable<Item>,
  policy: GuardPolicy,
  judge: CallJudge,
): AsyncGenerator<Item | Piece> {
  const choices = new Map<number, Choice>();
  for await (const piece of pieces) {
    if (piece.kind === 'usage') {
      yield piece;
      continue;
    }
    const choice = choices.get(piece.choice) ?? newChoice();
    choices.set(piece.choice, choice);
    switch (piece.kind) {
      case 'text-delta':
        choice.textLength += countCodePoints(piece.text);
        yield piece;
        break;
      case 'screened':
        choice.checkOffset = piece.checkOffset;
        yield piece;
        break;
      case 'finish':
        yield* settled(choice, policy, judge);
        yield* finished(piece, choice);
        break;
      case 'tool-call-start':
        if (isConsequential(piece.name, policy.consequentialTools))
          choice.waiting = { name: piece.name, argumentsJson: '', pieces: [piece] };
        else yield shown(piece, choice);
        break;
      case 'tool-call-delta':
      case 'tool-call-end':
        if (choice.waiting === null) yield shown(piece, choice);
        else {
          choice.waiting.pieces.push(piece);
          if (piece.kind === 'tool-call-delta') choice.waiting.argumentsJson += piece.text;
          else yield* settled(choice, policy, judge);
        }
        break;
      default:
        piece satisfies never;
    }
  }
  // An answer that broke off has no finish; what waits is shown if it may be.
  for (const choice of choices.values()) yield* settled(choice, policy, judge);
}

function newChoice(): Choice {
  return {
    shownCalls: 0,
    waiting: null,
    held: [],
    isLookedAt: false,
    isDetected: false,
    textLength: 0,
    checkOffset: 0,
  };
}

/** Decides on the call that waits, if one does. */
function* settled(choice: Choice, { toolGuard }: GuardPolicy, judge: CallJudge): Generator<Piece> {
  const { waiting } = choice;
  if (waiting === null) return;
  choice.waiting = null;
  choice.isLookedAt = true;
  const suspicion = judge(waiting);
  if (suspicion !== null) choice.isDetected = true;
  if (suspicion !== null && toolGuard === 'hold') choice.held.push({ name: waiting.name, ...suspicion });
  else for (const piece of waiting.pieces) yield shown(piece, choice);
}

/** Calls that are shown are numbered without those that are not. */
function shown<Item extends CallPiece>(piece: Item, choice: Choice): Item {
  if (piece.kind === 'tool-call-start') choice.shownCalls += 1;
  return { ...piece, call: choice.shownCalls - 1 };
}

function* finished<Item extends Finish>(finish: Item, choice: Choice): Generator<Item | Piece> {
  if (finish.reason === 'content_filter' || !choice.isLookedAt) {
    yield finish;
    return;
  }
  if (choice.held.length > 0) {
    const text = `${choice.textLength > 0 ? '\n\n' : ''}${describeHeld(choice.held)}`;
    choice.textLength += countCodePoints(text);
    yield { kind: 'text-delta', choice: finish.choice, text, logprobs: [] };
  }
  yield foundIn(finish.choice, choice);
  const isOver = finish.reason === 'tool_calls' && choice.shownCalls === 0;
  yield isOver ? { ...finish, reason: 'stop' } : finish;
}

function foundIn(place: number, { held, isDetected, textLength, checkOffset }: Choice): Screened {
  const verdict: Verdict = {
    // Not filtered itself: the answer's text is shown; only the call is kept back.
    ...nothingFound,
    source: 'completion',
    toolGuard: { isDetected, isFiltered: held.length > 0 },
  };
  return {
    kind: 'screened',
    choice: place,
    verdict,
    startOffset: 0,
    endOffset: textLength,
    checkOffset: Math.max(checkOffset, textLength),
    isOfWhole: true,
  };
}
