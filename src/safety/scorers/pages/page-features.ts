// In: a stretch of a page, folded and in words. Out: its hashed features, fewer than the first stage's, for windows of it and the whole. Training
// and service both call this. Knows no weight.
import { visitFeatures } from '../features.ts';
import type { Lexicon } from '../lexicon.ts';
import type { Tokens } from '../tokens.ts';

export const pageBucketBits = 16;
const mask = (1 << pageBucketBits) - 1;

/** Pages are judged by no list of words. */
const noLexicon: Lexicon = { find: () => 0, profanityOf: () => 0 };

/** What was said shortly before says no more when it comes again. */
export function visitPageFeatures(
  folded: string,
  tokens: Tokens,
  visit: (token: number, bucket: number, value: number) => void,
): void {
  visitFeatures(folded, tokens, noLexicon, (token, bucket, value, isRepeated) => {
    if (!isRepeated) visit(token, bucket & mask, value);
  });
}
