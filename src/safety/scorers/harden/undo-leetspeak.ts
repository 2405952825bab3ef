// In: a folded text and a vocabulary. Out: the text with words written in digits and signs spelled in letters again, where letters make
// them words. Time grows with the length. Knows no model.
import type { Vocabulary } from '../vocabulary.ts';

const lettersOf: Readonly<Record<string, readonly string[]>> = {
  '0': ['o'],
  '1': ['i', 'l'],
  '2': ['z'],
  '3': ['e'],
  '4': ['a'],
  '5': ['s'],
  '6': ['g'],
  '7': ['t'],
  '8': ['b'],
  '9': ['g'],
  '@': ['a'],
  $: ['s'],
  '!': ['i', 'l'],
  '|': ['l', 'i'],
  '+': ['t'],
  '(': ['c'],
  '€': ['e'],
  '£': ['l'],
  '¡': ['i'],
  '*': ['i', 'u', 'a', 'e', 'o'],
  '#': ['u', 'a', 'i', 'e', 'o'],
};
const word = /[a-z0-9@$!|+(€£¡*#]{2,40}/g;
const isMixed = /[a-z].*[0-9@$!|+(€£¡*#]|[0-9@$!|+(€£¡*#].*[a-z]/;
const stretched = /(.)\1\1/;
const doubled = /(.)\1+/g;
const closingSigns = /[!|+(*#]+$/;

export function undoLeetspeak(text: string, vocabulary: Vocabulary): string {
  return text.replace(word, (found) => {
    if (!isMixed.test(found)) return found;
    const closing = closingSigns.exec(found)?.[0] ?? '';
    const inner = found.slice(0, found.length - closing.length);
    return spell(found, vocabulary) ?? withClosing(spell(inner, vocabulary), closing) ?? found;
  });
}

function withClosing(spelled: string | null, closing: string): string | null {
  return spelled === null ? null : spelled + closing;
}

/** The first spelling that is a word; a sign that may stand for several letters stands for the same one throughout. */
function spell(found: string, vocabulary: Vocabulary): string | null {
  let choices = 1;
  for (let choice = 0; choice < choices; choice += 1) {
    let spelled = '';
    for (const sign of found) {
      const letters = lettersOf[sign];
      if (letters !== undefined) choices = Math.max(choices, letters.length);
      spelled += letters === undefined ? sign : (letters[Math.min(choice, letters.length - 1)] ?? sign);
    }
    if (spelled.length >= 3 && vocabulary.has(spelled)) return spelled;
    const squeezed = stretched.test(spelled) ? spelled.replace(doubled, '$1') : spelled;
    if (squeezed !== spelled && squeezed.length >= 3 && vocabulary.has(squeezed)) return squeezed;
  }
  return null;
}
