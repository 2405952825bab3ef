// In: a user's text. Out: it in pieces: what the user says, and what has no authority in it: documents within Azure's marks, turns that are forged
// with a template's marks and, where the policy says so, what was pasted beside a request. Pure.
import type { HierarchyPolicy } from '../contract/hierarchy.ts';
import type { SplitDocuments } from '../hierarchy/fence-turns.ts';
import { splitForged } from '../hierarchy/split-forged.ts';
import { splitPasted } from '../hierarchy/split-pasted.ts';
import { splitDocuments } from '../safety/grounding/split-documents.ts';

type Pieces = ReturnType<SplitDocuments>;

export function userTextSplitter({ isPastedData, spotlight, untrustedInstructions }: HierarchyPolicy): SplitDocuments {
  if (spotlight === 'off' && untrustedInstructions === 'off') return splitDocuments;
  return (text) => {
    const marked: Pieces = splitDocuments(text);
    const pieces: Pieces = marked.flatMap(
      (piece): Pieces => (piece.kind === 'words' ? splitForged(piece.text) : [piece]),
    );
    return isPastedData && pieces.every(({ kind }) => kind === 'words') ? splitPasted(text) : pieces;
  };
}
