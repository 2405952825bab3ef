// In: text as it was written. Out: the one form in which list items and texts are compared: characters that show nothing taken out, half
// characters replaced, the rest in NFC. Knows no list.

/** Joiners, soft hyphens, direction marks, variation selectors and the like: a reader does not see whether they are there. */
const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const ignorables = new RegExp(ignorable, 'gu');
/** Nothing below U+0300 is changed by NFC, and the soft hyphen is all that it has to take out. */
const mayChange = /[^\0-\u00ac\u00ae-\u02ff]/;
/**
 * What may join the character before it under NFC: marks, the medial and final letters of Hangul, the vowel signs of Kirat Rai.
 */
const joining = /[\p{M}\u1161-\u1175\u11a8-\u11c2\u{16d63}-\u{16d6a}]/u;
/**
 * Real characters have a handful of marks. Longer runs are cut here: what comes behind need not be awaited, and normalising a run takes
 * time that grows with its square.
 */
const joiningLimit = 32;

export function toExactForm(text: string): string {
  if (!mayChange.test(text)) return text;
  const visible = text.toWellFormed().replace(ignorables, '');
  return hasLongRun(visible) ? Array.from(characters(visible), nfc).join('') : nfc(visible);
}

export function isIgnorable(character: string): boolean {
  return mayChange.test(character) && ignorable.test(character);
}

/** Whether the form of `open`, a character and what joined it so far, also depends on this next character. */
export function joinsCharacter(character: string, open: string): boolean {
  return open !== '' && open.length < joiningLimit && mayChange.test(character) && joining.test(character);
}

function hasLongRun(text: string): boolean {
  let length = 0;
  for (const character of text) {
    length = mayChange.test(character) && joining.test(character) ? length + character.length : 0;
    if (length >= joiningLimit) return true;
  }
  return false;
}

/** Characters with what joins them, in order: each can be brought into its form alone. */
function* characters(text: string): Generator<string, undefined> {
  let open = '';
  for (const character of text) {
    if (joinsCharacter(character, open)) open += character;
    else {
      yield open;
      open = character;
    }
  }
  yield open;
}

function nfc(text: string): string {
  return text.normalize('NFC');
}

export function isHigh(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

export function isLow(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}
