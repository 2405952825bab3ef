// In: a folded text and a vocabulary. Out: the text without letters that are repeated for show. Time grows with the length.
import type { Vocabulary } from './vocabulary.ts';

const word = /[a-z]{3,}/g;
const stretch = /([a-z])\1\1/;
const repeated = /([a-z])\1{2,}/g;
const doubled = /([a-z])\1+/g;
/** A shorter form that is no word says nothing that the stretch does not: "www". */
const leastLetters = 3;
/** Letters from which on a run may be several words, one of which ends as the next begins. */
const longRun = 12;

export function squeezeLetters(text: string, vocabulary: Vocabulary): string {
  if (!stretch.test(text)) return text;
  return text.replace(word, (found) => {
    if (!stretch.test(found) || vocabulary.has(found) || isWords(found, vocabulary)) return found;
    const once = found.replace(repeated, '$1');
    const forms = [once, found.replace(repeated, '$1$1'), found.replace(doubled, '$1')];
    return forms.find((form) => vocabulary.has(form)) ?? (once.length < leastLetters ? found : once);
  });
}

function isWords(run: string, vocabulary: Vocabulary): boolean {
  return run.length >= longRun && vocabulary.segment(run)?.words.every((word) => vocabulary.has(word)) === true;
}
