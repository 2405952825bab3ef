// In: a folded text and a vocabulary. Out: the text with words written in digits and signs spelled in letters again, where letters make
// them words. Time grows with the length. Knows no model.
import type { Vocabulary } from './vocabulary.ts';

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

/** So many words spelled make a text one in leetspeak: then what is not sure is spelled too. */
const wordsThatTell = 3;

export function undoLeetspeak(text: string, vocabulary: Vocabulary): string {
  let spelledWords = 0;
  const surely = text.replace(word, (found) => {
    if (!isMixed.test(found)) return found;
    const { inner, closing } = withoutClosing(found);
    const spelled = spell(found, vocabulary) ?? spell(inner, vocabulary);
    if (spelled === null) return found;
    spelledWords += 1;
    return spelled.length < found.length ? spelled + closing : spelled;
  });
  return spelledWords < wordsThatTell ? surely : surely.replace(word, (found) => spellUnsurely(found, vocabulary));
}

function withoutClosing(found: string): { readonly inner: string; readonly closing: string } {
  const closing = closingSigns.exec(found)?.[0] ?? '';
  return { inner: found.slice(0, found.length - closing.length), closing };
}

/** Short words, words of digits only, and names. */
function spellUnsurely(found: string, vocabulary: Vocabulary): string {
  if (!/[0-9@$|]/.test(found)) return found;
  const { inner, closing } = withoutClosing(found);
  const spelled = Array.from(inner, (sign) => lettersOf[sign]?.[0] ?? sign).join('');
  return isMixed.test(inner) || vocabulary.has(spelled) ? spelled + closing : found;
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
