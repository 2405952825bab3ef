// In: code points as a model may write them: upper case, full width, with accents, lookalikes of other alphabets. Out: symbols that are equal
// where a reader sees the same letter or digit. Pure; knows no secret.

/** a to z are 0 to 25, digits 26 to 35; any other letter is its code point and `otherLetters`. */
export type LetterSymbol = number;
export const letterCount = 26;
const otherLetters = 64;

/** What is no letter or digit parts words, but for marks and characters without width, which nobody sees as anything. */
export type Folded = readonly LetterSymbol[] | 'parting' | 'unseen';

/** Letters of other alphabets by the Latin ones that they look like. */
const lookalikes = new Map(
  Object.entries({
    a: 'аαɑ',
    b: 'ƅьв',
    c: 'сϲᴄ',
    d: 'ԁɗ',
    e: 'еєҽε',
    f: 'ғϝ',
    g: 'ɡԍց',
    h: 'һнհ',
    i: 'іιıɩӏ',
    j: 'јϳ',
    k: 'кκ',
    l: 'ⅼǀ',
    m: 'мμ',
    n: 'пηո',
    o: 'оοօσ',
    p: 'рρ',
    q: 'ԛգ',
    r: 'гᴦ',
    s: 'ѕꜱ',
    t: 'тτ',
    u: 'υսц',
    v: 'ѵν',
    w: 'ԝшω',
    x: 'хχ',
    y: 'уγү',
    z: 'ᴢ',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);

/** Digits and signs that are written for letters. */
const leetSigns = new Map(
  Object.entries({ '0': 'o', '1': 'i', '2': 'z', '3': 'e', '4': 'a', '5': 's', '6': 'g', '7': 't', '8': 'b', '9': 'g' })
    .concat(Object.entries({ '@': 'a', $: 's', '!': 'i', '|': 'i', '+': 't', '€': 'e' }))
    .map(([sign, letter]) => [sign.codePointAt(0) ?? 0, letter.charCodeAt(0) - 97]),
);

const unseen = /^[\p{M}\p{Cf}]$/u;
const letterOrDigit = /^[\p{L}\p{N}]$/u;
const memory = new Map<number, Folded>();

export function foldLetter(codePoint: number): Folded {
  const known = memory.get(codePoint);
  if (known !== undefined) return known;
  const folded = foldUnknown(String.fromCodePoint(codePoint));
  // Bounded by the repertoire of Unicode that real texts use.
  if (memory.size < 20_000) memory.set(codePoint, folded);
  return folded;
}

/** Digits and signs as the letters that they stand for; `l` and `i` are one then, as `1` is both. */
export function foldLeet(codePoint: number): Folded {
  const sign = leetSigns.get(codePoint);
  if (sign !== undefined) return [sign];
  const folded = foldLetter(codePoint);
  return typeof folded === 'string' ? folded : folded.map(asLeet);
}

/** A symbol of `foldLetter` as `foldLeet` would give it. */
export function asLeet(symbol: LetterSymbol): LetterSymbol {
  if (symbol === 11) return 8;
  return symbol >= letterCount && symbol < letterCount + 10
    ? (leetSigns.get(symbol - letterCount + 48) ?? symbol)
    : symbol;
}

/** Words of a text in symbols. */
export function foldWords(text: string): readonly (readonly LetterSymbol[])[] {
  const words: LetterSymbol[][] = [];
  let isOpen = false;
  for (const character of text) {
    const folded = foldLetter(character.codePointAt(0) ?? 0);
    if (folded === 'unseen') continue;
    if (folded === 'parting') isOpen = false;
    else {
      if (!isOpen) words.push([]);
      words.at(-1)?.push(...folded);
      isOpen = true;
    }
  }
  return words;
}

function foldUnknown(character: string): Folded {
  const plain = lookalike(character.normalize('NFKD').toLowerCase());
  const symbols: LetterSymbol[] = [];
  for (const part of plain.normalize('NFKD')) {
    if (!letterOrDigit.test(part)) continue;
    const code = part.codePointAt(0) ?? 0;
    if (code >= 97 && code <= 122) symbols.push(code - 97);
    else if (code >= 48 && code <= 57) symbols.push(letterCount + code - 48);
    else symbols.push(code + otherLetters);
  }
  if (symbols.length > 0) return symbols;
  return unseen.test(character) ? 'unseen' : 'parting';
}

function lookalike(text: string): string {
  return [...text].map((character) => lookalikes.get(character) ?? character).join('');
}
