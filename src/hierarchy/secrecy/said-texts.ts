// In: what users, documents and tools said. Out: whether they said something already: then it is no secret before them. Knows no answer.
import { foldWords, type LetterSymbol } from './symbols.ts';

/** A stretch of so many words is somebody's own. */
const stretchLength = 3;

const wordKey = (symbols: readonly LetterSymbol[]): string =>
  String.fromCodePoint(...symbols.slice(0, 64).map((symbol) => symbol + 33));

/** Texts are read when they are first asked about: most answers ask nothing. */
export class SaidTexts {
  readonly #texts: readonly string[];
  #words: readonly (readonly string[])[] | null = null;
  #joined: string | null = null;
  #stretches: ReadonlySet<string> | null = null;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  /** As whole words; a secret without letters as it is written. */
  says(text: string): boolean {
    const words = foldWords(text);
    if (words.length === 0) return this.#texts.some((said) => said.includes(text));
    this.#joined ??= this.#foldedWords()
      .map((said) => ` ${said.join(' ')} `)
      .join('\n');
    return this.#joined.includes(` ${words.map(wordKey).join(' ')} `);
  }

  /** Of each word, whether it stands in a stretch that somebody said. */
  knownAmong(words: readonly (readonly LetterSymbol[])[]): readonly boolean[] {
    this.#stretches ??= new Set(this.#foldedWords().flatMap(stretchesOf));
    const known = words.map(() => false);
    for (const [at, stretch] of stretchesOf(words.map(wordKey)).entries())
      if (this.#stretches.has(stretch)) known.fill(true, at, at + stretchLength);
    return known;
  }

  #foldedWords(): readonly (readonly string[])[] {
    this.#words ??= this.#texts.map((text) => foldWords(text).map(wordKey));
    return this.#words;
  }
}

function stretchesOf(words: readonly string[]): readonly string[] {
  return words
    .slice(0, Math.max(0, words.length - stretchLength + 1))
    .map((_, at) => words.slice(at, at + stretchLength).join(' '));
}
