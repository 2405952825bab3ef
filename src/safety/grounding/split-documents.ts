// In: a user's text. Out: it in pieces: what the user says, and the documents within Azure's marks. Joined they are the text. Takes time in
// proportion to the text, whatever marks are in it. Pure.

export interface TextPiece {
  /** `mark` is one of the marks around a document. */
  readonly kind: 'words' | 'mark' | 'document';
  readonly text: string;
}

/** None is empty. */
export function splitDocuments(text: string): readonly TextPiece[] {
  const [opening, closing] = [/"""\s*<documents>/g, /<\/documents>\s*"""/g];
  const pieces: TextPiece[] = [];
  let at = 0;
  const add = (kind: TextPiece['kind'], end: number): void => {
    if (end > at) pieces.push({ kind, text: text.slice(at, end) });
    at = end;
  };
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    closing.lastIndex = opening.lastIndex;
    const close = closing.exec(text);
    if (close === null) break;
    add('words', open.index);
    add('mark', opening.lastIndex);
    add('document', close.index);
    add('mark', closing.lastIndex);
    opening.lastIndex = closing.lastIndex;
  }
  add('words', text.length);
  return pieces;
}
