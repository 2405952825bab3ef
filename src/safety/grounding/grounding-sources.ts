// In: the turns of a conversation. Out: what an answer to it must be grounded in: documents that users marked as Azure has them marked, and
// what tools said; what users said beside; and what the operator did. Pure.
import type { Turn } from '../../contract/turn.ts';

/** Azure's marks around documents within a user's text. */
const documentMarks = /"""\s*<documents>([\s\S]*?)<\/documents>\s*"""/g;

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
  for (const { role, parts } of turns) {
    const text = parts.map((part) => part.text).join('\n');
    if (role === 'system' || role === 'developer') instructions.push(text);
    if (role === 'tool' || role === 'function') sources.push(text);
    if (role !== 'user') continue;
    for (const [, document = ''] of text.matchAll(documentMarks)) sources.push(withoutEscapes(document.trim()));
    requests.push(text.replaceAll(documentMarks, '').trim());
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
