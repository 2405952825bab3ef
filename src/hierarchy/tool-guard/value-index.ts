// In: texts, with authority or without. Out: whether a value stands in them, however it is spelled there. Built once for all calls of an answer.
// Knows no call.
import type { ValueKind } from './call-values.ts';
import { foldText, squash, withDecoded } from './fold-values.ts';

export interface ValueIndex {
  /** Any spelling, any encoding: for texts that may hide what they hold. */
  holds(kind: ValueKind, text: string): boolean;
  /** As a word or words of their own: for texts that give authority. */
  says(kind: ValueKind, text: string): boolean;
}

/** Shorter runs of letters and digits stand inside others by chance. */
const shortestInside = 6;

export function indexValues(texts: readonly string[]): ValueIndex {
  const folded = texts.flatMap(withDecoded).map(foldText);
  const squashed = folded.map(squash).join('\n');
  const words = ` ${folded.map(wordsIn).join(' \n ')} `;
  const numbers = new Set(folded.flatMap((text) => (text.match(/\p{L}{0,4}\d[\d.,]*/gu) ?? []).map(numberKey)));
  const spaced = (text: string): boolean => words.includes(` ${wordsIn(foldText(text))} `);
  const hasNumber = (text: string): boolean => {
    const key = numberKey(text);
    return numbers.has(key) || (key.length >= shortestInside && squashed.includes(key));
  };
  return {
    holds: (kind, text) => {
      const key = squash(text);
      if (key === '') return false;
      if (kind === 'number' && hasNumber(text)) return true;
      return key.length >= shortestInside ? squashed.includes(key) : spaced(text);
    },
    says: (kind, text) => (kind === 'number' ? hasNumber(text) : spaced(text)),
  };
}

/** `1,200.00`, `1 200` and `1200` are one number. */
function numberKey(text: string): string {
  return squash(text.replace(/[.,]0{1,2}$/, ''));
}

/** What addresses and paths are made of stays with them. */
function wordsIn(folded: string): string {
  return (folded.match(/[\p{L}\p{M}\p{N}@._%+~/\\-]+/gu) ?? [])
    .map(withoutEdges)
    .filter((word) => word !== '')
    .join(' ');
}

const letterOrDigit = /[\p{L}\p{M}\p{N}]/u;

function withoutEdges(word: string): string {
  const characters = Array.from(word);
  const isWord = (character: string) => letterOrDigit.test(character);
  return characters.slice(characters.findIndex(isWord), characters.findLastIndex(isWord) + 1).join('');
}
