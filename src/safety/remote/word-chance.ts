// In: the tokens of an answer with their alternatives, and the words that may stand at one place. Out: how likely each is there. Pure.
import type { AnsweredToken } from './guard-template.ts';

/**
 * Finds the first token with letters that stands behind `before` and shares the place's probability among the words. A token tells of a word
 * when it is the word's beginning, or the word is the token's (`Uns` and ` Unsafe` both tell of `unsafe`). Null where the place is not in the
 * answer, or no alternative tells of any word.
 */
export function wordChances<Word extends string>(
  tokens: readonly AnsweredToken[],
  before: RegExp,
  words: readonly Word[],
): Readonly<Record<Word, number>> | null {
  let written = '';
  for (const { text, alternatives } of tokens) {
    if (text.trim() !== '' && before.test(written)) return share(alternatives, words);
    written += text;
  }
  return null;
}

function share<Word extends string>(
  alternatives: ReadonlyMap<string, number>,
  words: readonly Word[],
): Readonly<Record<Word, number>> | null {
  const masses = words.map(() => 0);
  for (const [token, logprob] of alternatives) {
    const bare = token.trim().toLowerCase();
    const place = words.findIndex((word) => bare !== '' && (word.startsWith(bare) || bare.startsWith(word)));
    if (place >= 0) masses[place] = (masses[place] ?? 0) + Math.exp(logprob);
  }
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  if (total <= 0) return null;
  // The words are the keys, by their places.
  return Object.fromEntries(words.map((word, place) => [word, (masses[place] ?? 0) / total])) as Record<Word, number>;
}
