// In: ranked turns, and how documents are found within a user's text. Out: where data stands in them, and the turns with other texts in those
// places. Pure; knows no policy.
import { isToolTurn, type SplitDocuments, type Turn } from '../contract/turn.ts';

/** Whose text it is: all that a tool said, or a document within what a user said. */
export type DataPlace = 'tool' | 'document';

export function rewriteData(
  turn: Turn,
  splitDocuments: SplitDocuments,
  rewrite: (text: string, place: DataPlace) => string,
): Turn {
  const withTexts = (change: (text: string) => string): Turn => ({
    ...turn,
    parts: turn.parts.map((part) => ({ ...part, text: change(part.text) })),
  });
  if (isToolTurn(turn)) return withTexts((text) => rewrite(text, 'tool'));
  if (turn.role !== 'user') return turn;
  return withTexts((text) =>
    splitDocuments(text)
      .map((piece) => (piece.kind === 'document' ? rewrite(piece.text, 'document') : piece.text))
      .join(''),
  );
}

export function hasDocument({ role, parts }: Turn, splitDocuments: SplitDocuments): boolean {
  return role === 'user' && parts.some(({ text }) => splitDocuments(text).some(({ kind }) => kind === 'document'));
}
