// In: a sentence in plain characters. Out: its words, folded, and the stems of those that tell what it is about. Pure.
import { plainWords } from './request-words.ts';

const wordPattern = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*/gu;

export interface SentenceWords {
  readonly words: readonly string[];
  /** Of the words that are not plain: the same for most forms of a word. */
  readonly stems: ReadonlySet<string>;
}

export function wordsOfSentence(sentence: string): SentenceWords {
  const words = (sentence.match(wordPattern) ?? []).map((word) => word.toLowerCase().replaceAll('’', "'"));
  const telling = words.filter((word) => !plainWords.has(word) && (word.length > 2 || !/^[a-z]+$/.test(word)));
  return { words, stems: new Set(telling.map(stemOf)) };
}

function stemOf(word: string): string {
  return word.slice(0, Math.min(6, Math.max(4, word.length - 2)));
}
