// In: the turns of a conversation, and how documents are found within a user's text. Out: what was said with authority and what without. What the
// assistant said is neither. Pure.
import type { Turn } from '../../contract/turn.ts';

/** A stretch of a user's text: Azure's marks are in none of them. */
export interface UserPiece {
  readonly kind: 'words' | 'mark' | 'document';
  readonly text: string;
}

export interface GuardedConversation {
  readonly turns: readonly Turn[];
  /** Of one part of a user's turn. */
  readonly splitDocuments: (text: string) => readonly UserPiece[];
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
  for (const { role, parts } of turns) {
    const texts = parts.map(({ text }) => text);
    if (role === 'system' || role === 'developer') operator.push(texts.join('\n'));
    if (role === 'tool' || role === 'function') untrusted.push(texts.join('\n'));
    if (role !== 'user') continue;
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
