// In: the turns of a conversation, and how documents are found within a user's text. Out: what was said with authority and what without. What the
// assistant said is neither. Pure.
import { isOperatorTurn, isToolTurn, type SplitDocuments, type Turn, type UserPiece } from '../../contract/turn.ts';

export interface GuardedConversation {
  readonly turns: readonly Turn[];
  /** Of one part of a user's turn. */
  readonly splitDocuments: SplitDocuments;
  /** Sentences without authority that were found to be instructions. */
  readonly suspectTexts?: readonly string[];
}

export interface SpokenTexts {
  /** One for each turn. */
  readonly operator: readonly string[];
  readonly user: readonly string[];
  readonly untrusted: readonly string[];
  readonly suspect: readonly string[];
}

export function spokenTexts({ turns, splitDocuments, suspectTexts = [] }: GuardedConversation): SpokenTexts {
  const operator: string[] = [];
  const user: string[] = [];
  const untrusted: string[] = [];
  for (const turn of turns) {
    const texts = turn.parts.map(({ text }) => text);
    if (isOperatorTurn(turn)) operator.push(texts.join('\n'));
    if (isToolTurn(turn)) untrusted.push(texts.join('\n'));
    if (turn.role !== 'user') continue;
    const pieces = texts.flatMap((text) => [...splitDocuments(text), { kind: 'words' as const, text: '\n' }]);
    const of = (kind: UserPiece['kind']) => pieces.flatMap((piece) => (piece.kind === kind ? [piece.text] : []));
    user.push(of('words').join(' '));
    untrusted.push(...of('document'));
  }
  const isText = (text: string) => text.trim() !== '';
  return {
    operator: operator.filter(isText),
    user: user.filter(isText),
    untrusted: untrusted.filter(isText),
    suspect: suspectTexts,
  };
}
