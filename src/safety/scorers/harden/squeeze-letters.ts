// In: a folded text and a vocabulary. Out: the text without letters that are repeated for show. Time grows with the length.
import type { Vocabulary } from './vocabulary.ts';

const word = /[a-z]{3,}/g;
const stretch = /([a-z])\1\1/;
const repeated = /([a-z])\1{2,}/g;
const doubled = /([a-z])\1+/g;

export function squeezeLetters(text: string, vocabulary: Vocabulary): string {
  if (!stretch.test(text)) return text;
  return text.replace(word, (found) => {
    if (!stretch.test(found)) return found;
    const once = found.replace(repeated, '$1');
    const forms = [once, found.replace(repeated, '$1$1'), found.replace(doubled, '$1')];
    return forms.find((form) => vocabulary.has(form)) ?? once;
  });
}
