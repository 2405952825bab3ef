// In: terms, and a term and a text. Out: a list of them, and whether the text has the term, found in the plainest way there is.
import type { Blocklist } from '../../contract/safety.ts';
import { toExactForm } from './exact-form.ts';
import { classOf, isOneWord, needsEdgeAfter, needsEdgeBefore, wordClass } from './word-edges.ts';

export function listOf(terms: readonly string[], patterns: readonly string[] = [], name = 'fruit'): Blocklist {
  const item = (kind: string, isRegex: boolean) => (text: string, index: number) => ({
    id: `${kind}-${index}`,
    text,
    isRegex,
    description: null,
  });
  return {
    name,
    description: null,
    items: [...terms.map(item('term', false)), ...patterns.map(item('pattern', true))],
  };
}

export function nakedFind(term: string, text: string): boolean {
  const sought = Array.from(toExactForm(term));
  const characters = Array.from(toExactForm(text));
  const classAt = (index: number) => {
    const character = characters[index];
    return character === undefined ? wordClass.outside : classOf(character.codePointAt(0) ?? 0);
  };
  return characters.some((_, start) => {
    if (sought.some((character, offset) => characters[start + offset] !== character)) return false;
    const end = start + sought.length;
    const beginsWord = !needsEdgeBefore(classAt(start)) || !isOneWord(classAt(start - 1), classAt(start));
    const endsWord = !needsEdgeAfter(classAt(end - 1)) || !isOneWord(classAt(end - 1), classAt(end));
    return beginsWord && endsWord;
  });
}
