// In: a user's text. Out: it in pieces: what the user says, and what has no authority in it: documents within Azure's marks, turns that are forged
// with a template's marks and, where the policy says so, what was pasted beside a request. Pure, but for its memory.
import type { HierarchyPolicy } from '../contract/hierarchy.ts';
import type { SplitDocuments, UserPiece } from '../contract/turn.ts';
import { splitForged } from '../hierarchy/split-forged.ts';
import { splitPasted } from '../hierarchy/split-pasted.ts';
import { splitDocuments } from '../safety/grounding/split-documents.ts';

/** For one request: every step of it asks for the pieces of the same texts, and finding them takes time with each character. */
export function userTextSplitter({ isPastedData, spotlight, untrustedInstructions }: HierarchyPolicy): SplitDocuments {
  if (spotlight === 'off' && untrustedInstructions === 'off') return splitDocuments;
  const known = new Map<string, readonly UserPiece[]>();
  return (text) => {
    const pieces = known.get(text) ?? splitUserText(text, isPastedData);
    known.set(text, pieces);
    return pieces;
  };
}

function splitUserText(text: string, isPastedData: boolean): readonly UserPiece[] {
  const ofWords = (pieces: readonly UserPiece[], split: SplitDocuments): readonly UserPiece[] =>
    pieces.flatMap((piece) => (piece.kind === 'words' ? split(piece.text) : [piece]));
  const pieces = ofWords(splitDocuments(text), splitForged);
  // What was pasted may bring marks of its own: they make nobody's words of what stands beside them.
  return isPastedData ? ofWords(pieces, splitPasted) : pieces;
}
