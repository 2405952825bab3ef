// In: the turns of a conversation. Out: what an answer to it must be grounded in: documents that users marked as Azure has them marked, and
// what tools said; what users said beside; and what the operator did. Pure.
import { isOperatorTurn, isToolTurn, type Turn } from '../../contract/turn.ts';
import { splitDocuments } from './split-documents.ts';

export interface ReadConversation {
  readonly sources: readonly string[];
  /** Of each user's turn what is no document, the oldest first. */
  readonly requests: readonly string[];
  readonly instructions: readonly string[];
}

export function readConversation(turns: readonly Turn[]): ReadConversation {
  const sources: string[] = [];
  const requests: string[] = [];
  const instructions: string[] = [];
  for (const turn of turns) {
    const text = turn.parts.map((part) => part.text).join('\n');
    if (isOperatorTurn(turn)) instructions.push(text);
    if (isToolTurn(turn)) sources.push(text);
    if (turn.role !== 'user') continue;
    const pieces = splitDocuments(text);
    const textsOf = (kind: 'words' | 'document') =>
      pieces.flatMap((piece) => (piece.kind === kind ? [piece.text] : []));
    sources.push(...textsOf('document').map((document) => withoutEscapes(document.trim())));
    requests.push(textsOf('words').join('').trim());
  }
  const isText = (text: string) => text.trim() !== '';
  return {
    sources: sources.filter(isText),
    requests: requests.filter(isText),
    instructions: instructions.filter(isText),
  };
}

/** Azure wants documents escaped as in JSON; those that are not are taken as they are. */
function withoutEscapes(document: string): string {
  try {
    const text: unknown = JSON.parse(`"${document}"`);
    return typeof text === 'string' ? text : document;
  } catch {
    return document;
  }
}
