// In: the text of an operator. Out: secrets of which it declares several at once, those behind the first included. Pure.
import { bareWord, quotedSecret, secretNoun } from './secret-shapes.ts';

/** What may be a secret, and where it begins. */
export interface Candidate {
  readonly text: string;
  readonly start: number;
}

const mostListed = 32;
const further = new RegExp(
  String.raw`["”'’${'`'}»」]?\s*(?:[,;/&]\s*(?:(?:and|or)\s+)?|(?:and|or)\s+)${quotedSecret}`,
  'uy',
);

/** Behind the end of one between marks: `"A", "B" and "C"`. */
export function furtherQuoted(text: string, end: number): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let at = end; found.length < mostListed; at = further.lastIndex) {
    further.lastIndex = at;
    const match = further.exec(text);
    const inner = match?.[1];
    if (match === null || inner === undefined) break;
    found.push({ text: inner, start: match.index + match[0].lastIndexOf(inner) });
  }
  return found;
}

const list = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?!key ?(?:word|phrase))${secretNoun}s\s*(?:are|=|:)\s*:?\s*([^\n"“”]{2,300}?)(?=[.!?](?:\s|$)|\n|$)`,
  'giu',
);
const separator = /\s*[,;]\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+/giu;
const forWhat = /\s+(?:for|to|of|at|in)\s.*$/isu;
const item = new RegExp(String.raw`^${bareWord}(?:\s[^\s"“”]{1,60}){0,2}$`, 'iu');

/** Without marks: all of a list, or none where one is more than a few words. */
export function listedSecrets(text: string): readonly Candidate[] {
  return [...text.matchAll(list)].flatMap((match) => {
    const [whole, listed = ''] = match;
    const start = match.index + whole.length - listed.length;
    const items: Candidate[] = [];
    let at = 0;
    for (const part of listed.split(separator)) {
      at = listed.indexOf(part, at);
      items.push({ text: part.replace(forWhat, ''), start: start + at });
      at += part.length;
    }
    return items.length > 1 && items.every(({ text: one }) => item.test(one)) ? items : [];
  });
}
