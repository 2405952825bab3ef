// In: nothing. Out: what a text is cut into: sentences, and what stands between them. Knows no text.

/** Joined, the `written` of all pieces are the text. */
export interface SentencePiece {
  /** `structure` is space, list marks, quotation marks of JSON, tags, bars of tables: it is never removed. */
  readonly kind: 'sentence' | 'structure';
  readonly written: string;
  /** As it is read: of a JSON string without its escapes. Empty of structure. */
  readonly plain: string;
}

export type SentenceSink = (kind: SentencePiece['kind'], written: string, plain?: string) => void;

/** Without empty pieces; structure that follows structure becomes one. */
export function collectPieces(fill: (sink: SentenceSink) => void): readonly SentencePiece[] {
  const pieces: SentencePiece[] = [];
  fill((kind, written, plain = written) => {
    if (written === '') return;
    const last = pieces.at(-1);
    if (kind === 'structure' && last?.kind === 'structure')
      pieces[pieces.length - 1] = { kind, written: last.written + written, plain: '' };
    else pieces.push({ kind, written, plain: kind === 'structure' ? '' : plain });
  });
  return pieces;
}
