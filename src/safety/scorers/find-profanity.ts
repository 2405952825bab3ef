// In: a folded text and the lexicon. Out: how sure it is that the text swears, 0 to 1. Knows no model.
import { hashPair, hashWord } from './harden/hash-words.ts';
import type { Lexicon } from './lexicon.ts';
import { tokenise } from './tokens.ts';

/** By severity of the worst term; 0.5 is where it is found. */
const sureness = [0, 0.6, 0.8, 0.95];

export function findProfanity(text: string, lexicon: Lexicon): number {
  const tokens = tokenise(text);
  let worst = 0;
  let previous = 0;
  let second = 0;
  for (let token = 0; token < tokens.count; token += 1) {
    const word = hashWord(text, tokens.starts[token] ?? 0, tokens.ends[token] ?? 0);
    const pair = hashPair(previous, word);
    for (const hash of [word, pair, hashPair(second, pair)]) worst = Math.max(worst, lexicon.profanityOf(hash));
    second = previous;
    previous = word;
  }
  return sureness[worst] ?? 0;
}
