// In: a text. Out: whether the encoder can read it. Knows no network.

const letter = /\p{L}/u;
const latin = /\p{Script=Latin}/u;

/** Letters that are looked at: enough to tell, however long the text. */
const sampledLetters = 2000;
const leastShare = 0.7;

/** The base encoder's vocabulary knows words in Latin letters; of other scripts it knows signs at most. */
export function isReadable(text: string): boolean {
  let letters = 0;
  let latinLetters = 0;
  for (const character of text) {
    if (!letter.test(character)) continue;
    letters += 1;
    if (latin.test(character)) latinLetters += 1;
    if (letters === sampledLetters) break;
  }
  return letters > 0 && latinLetters / letters >= leastShare;
}
