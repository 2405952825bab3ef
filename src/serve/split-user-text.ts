// In: a user's text. Out: it in pieces: what the user says, and what has no authority in it: documents within Azure's marks or, where there are
// none and the policy says so, what was pasted beside a request. Pure.
import type { HierarchyPolicy } from '../contract/hierarchy.ts';
import type { SplitDocuments } from '../hierarchy/fence-turns.ts';
import { splitPasted } from '../hierarchy/split-pasted.ts';
import { splitDocuments } from '../safety/grounding/split-documents.ts';

export function userTextSplitter({ isPastedData }: HierarchyPolicy): SplitDocuments {
  return (text) => {
    const marked = splitDocuments(text);
    return isPastedData && !marked.some(({ kind }) => kind === 'document') ? splitPasted(text) : marked;
  };
}
