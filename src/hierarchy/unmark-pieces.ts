// In: the pieces of an answer, and the marks of data that its prompt held. Out: the pieces without the marks that the model copied with the data,
// whatever way the text is split into pieces. Knows no policy.
import type { Piece } from '../contract/piece.ts';
import type { DataMark } from './data-mark.ts';

export function unmarkPieces(pieces: AsyncIterable<Piece>, marks: readonly DataMark[]): AsyncIterable<Piece> {
  if (marks.length === 0) return pieces;
  return unmarked(pieces, new RegExp(`[${marks.join('')}] ?`, 'g'));
}

async function* unmarked(pieces: AsyncIterable<Piece>, marked: RegExp): AsyncGenerator<Piece> {
  /** Choices whose text ended in a mark: the space behind it goes with it. */
  const ends = new Set<number>();
  for await (const piece of pieces) {
    if (piece.kind !== 'text-delta' && piece.kind !== 'tool-call-delta') {
      yield piece;
      continue;
    }
    const { choice } = piece;
    const text = ends.has(choice) && piece.text.startsWith(' ') ? piece.text.slice(1) : piece.text;
    if (piece.text !== '') ends.delete(choice);
    if (marked.test(text.slice(-1))) ends.add(choice);
    marked.lastIndex = 0;
    const shown = text.replace(marked, '');
    if (shown === piece.text) yield piece;
    else yield piece.kind === 'text-delta' ? { ...piece, text: shown, logprobs: [] } : { ...piece, text: shown };
  }
}
