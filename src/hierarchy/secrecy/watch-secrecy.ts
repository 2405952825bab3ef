// In: a conversation, and the pieces of its answer, behind all other filters. Out: the same pieces without what the operator's texts keep secret:
// the answer ends there, or a mark stands for it, or it is only told that it was. Knows no model and no wire format.
import type { SecrecyAction } from '../../contract/hierarchy.ts';
import type { Screened, Usage } from '../../contract/piece.ts';
import { type AnyPiece, type ChoicePiece, ChoiceWatch } from './choice-watch.ts';
import { type ReadOperator, readOperator } from './read-operator.ts';
import { type GuardedConversation, secrecyRules } from './secrecy-rules.ts';

export interface WatchedAnswer {
  readonly choiceCount: number;
  /** What was computed so far, for an answer that ends before its last piece. */
  usageSoFar(): Usage;
}

export type SecrecyWatch = <Item extends AnyPiece>(
  pieces: AsyncIterable<Item>,
  answer: WatchedAnswer,
) => AsyncIterable<Item | Screened>;

/**
 * Null where nothing has to be watched. A choice is told of once, before its finish: `promptLeak` of its verdict. The answer ends early when all
 * of its choices are cut.
 */
export function watchSecrecy(
  conversation: GuardedConversation,
  action: SecrecyAction,
  read: ReadOperator = readOperator,
): SecrecyWatch | null {
  if (action === 'off') return null;
  const rules = secrecyRules(conversation, read);
  if (rules === null) return null;
  return (pieces, answer) => watched(pieces, answer, (choice) => new ChoiceWatch(rules, action, choice));
}

async function* watched<Item extends AnyPiece>(
  pieces: AsyncIterable<Item>,
  { choiceCount, usageSoFar }: WatchedAnswer,
  open: (choice: number) => ChoiceWatch<Item>,
): AsyncGenerator<Item | Screened> {
  const choices = new Map<number, ChoiceWatch<Item>>();
  try {
    for await (const piece of pieces) {
      if (piece.kind === 'usage' || piece.kind === 'prompt-echo') {
        yield piece;
        continue;
      }
      const choice = choices.get(piece.choice) ?? open(piece.choice);
      choices.set(piece.choice, choice);
      if (choice.isOver) continue;
      yield* choice.take(piece as Item & ChoicePiece);
      const all = [...choices.values()];
      if (all.length === choiceCount && all.every(({ isOver }) => isOver) && choice.isCut) {
        yield { kind: 'usage', usage: usageSoFar() } as Item;
        return;
      }
    }
  } catch (error) {
    // What came before the source broke is the client's, as far as it may be shown.
    for (const choice of choices.values()) if (!choice.isOver) yield* choice.end();
    throw error;
  }
}
