// In: a folded text and a vocabulary. Out: the text with words written in digits and signs spelled in letters again, where letters make
// them words. Time grows with the length. Knows no model.
import { letterPairCost } from './letter-pairs.ts';
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
const anyWord = /['\u2019]?[a-z0-9@$!|+(€£¡*#]{1,40}/g;
const isMixed = /[a-z].*[0-9@$!|+(€£¡*#]|[0-9@$!|+(€£¡*#].*[a-z]/;
const stretched = /(.)\1\1/;
const doubled = /(.)\1+/g;
const closingSigns = /[!|+(*#]+$/;

/** So many words spelled, or so many of all that have a digit between letters, make a text one in leetspeak: then what is not sure is spelled too. */
const wordsThatTell = 3;
const shareThatTells = 0.3;
/** Nats a letter. */
const maxPairCost = 2.85;
/** What is longer is no word, but a number or a code. */
const maxUsualLetters = 20;
const digitInside = /[a-z][0-9@$]+[a-z]/;

export function undoLeetspeak(text: string, vocabulary: Vocabulary): string {
  let spelledWords = 0;
  let mixedWords = 0;
  let words = 0;
  const surely = text.replace(word, (found) => {
    words += 1;
    if (!isMixed.test(found)) return found;
    if (found.length <= maxUsualLetters && digitInside.test(found)) mixedWords += 1;
    const { inner, closing } = withoutClosing(found);
    const spelled = spell(found, vocabulary) ?? spell(inner, vocabulary);
    if (spelled === null) return found;
    spelledWords += 1;
    return spelled.length < found.length ? spelled + closing : spelled;
  });
  const isLeetspeak = spelledWords >= wordsThatTell || mixedWords >= Math.max(wordsThatTell, words * shareThatTells);
  return isLeetspeak ? surely.replace(anyWord, (found) => spellUnsurely(found, vocabulary)) : surely;
}

function withoutClosing(found: string): { readonly inner: string; readonly closing: string } {
  const closing = closingSigns.exec(found)?.[0] ?? '';
  return { inner: found.slice(0, found.length - closing.length), closing };
}

/** Short words, what stands behind an apostrophe, words of digits only, and names. */
function spellUnsurely(found: string, vocabulary: Vocabulary): string {
  if (!/[0-9@$|]/.test(found)) return found;
  const { inner, closing } = withoutClosing(found);
  const spellings = [...spellingsOf(inner)];
  const cheapest = spellings.reduce((one, other) => (costOf(other) < costOf(one) ? other : one));
  const best = spellings.find((spelled) => vocabulary.has(spelled)) ?? cheapest;
  if (isMixed.test(inner) || isCloseToWord(inner)) return best + closing;
  return vocabulary.has(best) || (inner.length > 2 && isLikeWord(best)) ? best + closing : found;
}

function isCloseToWord(inner: string): boolean {
  return /^['\u2019]/.test(inner);
}

/** Of letters only, and as usual a sequence of them as in words. */
function isLikeWord(spelled: string): boolean {
  return /^[a-z]+$/.test(spelled) && letterPairCost(spelled) < maxPairCost * (spelled.length + 1);
}

function costOf(spelled: string): number {
  return (spelled.match(/[a-z]+/g) ?? []).reduce((cost, letters) => cost + letterPairCost(letters), 0);
}

/** A sign that may stand for several letters stands for the same one throughout. */
function* spellingsOf(found: string): Generator<string> {
  let choices = 1;
  for (let choice = 0; choice < choices; choice += 1) {
    let spelled = '';
    for (const sign of found) {
      const letters = lettersOf[sign];
      if (letters !== undefined) choices = Math.max(choices, letters.length);
      spelled += letters === undefined ? sign : (letters[Math.min(choice, letters.length - 1)] ?? sign);
    }
    yield spelled;
  }
}

/** The first spelling that is a word. */
function spell(found: string, vocabulary: Vocabulary): string | null {
  for (const spelled of spellingsOf(found)) {
    if (spelled.length >= 3 && vocabulary.has(spelled)) return spelled;
    const squeezed = stretched.test(spelled) ? spelled.replace(doubled, '$1') : spelled;
    if (squeezed !== spelled && squeezed.length >= 3 && vocabulary.has(squeezed)) return squeezed;
  }
  return null;
}
