// In: secrets. Out: what must be found where one of them is told: in the order of its letters or backwards, moved along the alphabet, mirrored in
// it, its words in another order or each backwards, in leet; and the letters of it alone. Pure; knows no answer.
import { type Needle, type NeedleFit, NeedleSet } from './needle-set.ts';
import { asLeet, foldWords, type LetterSymbol, letterCount } from './symbols.ts';

/** Secrets with fewer letters and digits are looked for as they are written. */
export const fewestSymbols = 3;
/** Of fewer symbols a disguise may be a word by chance. */
const fewestDisguised = 4;
/** A longer secret is looked for in overlapping parts: who tells one part tells enough. */
const partLength = 20;
const partDistance = 10;

export interface SecretForms {
  /** Of letters as they are read, of leet, and of letters that stand alone, in lines and in words. */
  readonly letters: NeedleSet;
  readonly leet: NeedleSet;
  readonly singles: NeedleSet;
  readonly firsts: NeedleSet;
  readonly plain: readonly Needle[];
  /** Those without enough letters, as lower-case code points. */
  readonly exact: NeedleSet;
}

export function formsOf(secrets: readonly string[]): SecretForms {
  const folded = secrets.map((text, secret) => ({ text, secret, words: foldWords(text) }));
  const isLong = ({ words }: { words: readonly (readonly LetterSymbol[])[] }) => words.flat().length >= fewestSymbols;
  const plain = folded.filter(isLong).flatMap(({ secret, words }) => partsOf(words.flat(), secret));
  const orders = folded.filter(isLong).flatMap(({ secret, words }) => wordsBackwards(words, secret));
  const backwards = plain.filter(isDisguisable).map((needle) => disguised(needle, needle.symbols.toReversed()));
  const wordwise = folded.filter(isLong).flatMap(({ secret, words }) => eachBackwards(words, secret));
  const moved = plain.filter(isDisguisable).flatMap(movedForms);
  const letters = [...plain, ...orders, ...backwards, ...wordwise, ...moved];
  const trail = [...plain, ...backwards].map((needle): Needle => ({ ...needle, fit: 'anywhere', isUnbroken: false }));
  const exact = folded
    .filter((secret) => !isLong(secret))
    .map(
      ({ text, secret }): Needle => ({ symbols: exactSymbols(text), fit: exactFit(text), secret, isUnbroken: true }),
    );
  return {
    letters: new NeedleSet(letters),
    leet: new NeedleSet([...plain, ...orders, ...backwards, ...wordwise].map(inLeet)),
    singles: new NeedleSet(trail.filter(({ symbols }) => symbols.length >= 4)),
    firsts: new NeedleSet(trail.filter(({ symbols }) => symbols.length >= 5)),
    plain,
    exact: new NeedleSet(exact.filter(({ symbols }) => symbols.length > 0)),
  };
}

export function exactSymbols(text: string): readonly LetterSymbol[] {
  return [...text.trim().toLowerCase()].map((character) => character.codePointAt(0) ?? 0);
}

/** A letter or two are a secret only where they stand alone; a sign, wherever. */
function exactFit(text: string): NeedleFit {
  return /[\p{L}\p{N}]/u.test(text) ? 'whole' : 'anywhere';
}

function isDisguisable({ symbols }: Needle): boolean {
  return symbols.length >= fewestDisguised;
}

function partsOf(symbols: readonly LetterSymbol[], secret: number): readonly Needle[] {
  const { length } = symbols;
  if (length <= partLength + partDistance) return [{ symbols, secret, fit: plainFit(length), isUnbroken: false }];
  const parts: Needle[] = [];
  for (let from = 0; from < length - partDistance; from += partDistance) {
    const part = symbols.slice(from, from + partLength);
    parts.push({ symbols: part, secret, fit: plainFit(part.length), isUnbroken: false });
  }
  return parts;
}

function plainFit(length: number): NeedleFit {
  if (length >= 10) return 'anywhere';
  return length >= 6 ? 'in-word' : 'whole';
}

function disguised({ secret, symbols: { length } }: Needle, symbols: readonly LetterSymbol[]): Needle {
  return { symbols, secret, fit: length >= 8 ? 'from-start' : 'whole', isUnbroken: length < 8 };
}

function wordsBackwards(words: readonly (readonly LetterSymbol[])[], secret: number): readonly Needle[] {
  return words.length < 2 ? [] : partsOf(words.toReversed().flat(), secret);
}

function eachBackwards(words: readonly (readonly LetterSymbol[])[], secret: number): readonly Needle[] {
  if (words.length < 2) return [];
  const parts = partsOf(
    words.flatMap((word) => word.toReversed()),
    secret,
  );
  return parts.filter(isDisguisable).map((part) => ({ ...disguised(part, part.symbols), isUnbroken: false }));
}

/** What moves the alphabet leaves digits and other letters where they are. */
function movedForms(needle: Needle): readonly Needle[] {
  const move = (by: (letter: number) => number) =>
    disguised(
      needle,
      needle.symbols.map((symbol) => (symbol < letterCount ? by(symbol) : symbol)),
    );
  if (needle.symbols.filter((symbol) => symbol < letterCount).length < fewestDisguised) return [];
  const moved = Array.from({ length: letterCount - 1 }, (_, shift) =>
    move((letter) => (letter + shift + 1) % letterCount),
  );
  return [...moved, move((letter) => letterCount - 1 - letter)];
}

function inLeet(needle: Needle): Needle {
  return { ...needle, symbols: needle.symbols.map(asLeet) };
}
