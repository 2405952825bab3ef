// In: a token's bytes and its place. Out: how likely the scripted engine says it was: made up, but the same for the same token at the
// same place. Knows no script.
import type { TokenLogprob } from '../../contract/logprobs.ts';

/** The first of `topCount` rivals is likelier than the token at every third place. */
export function scriptedLogprob(spelling: Uint8Array, place: number, topCount: number): TokenLogprob {
  const bytes = [...spelling];
  const own = { token: Buffer.from(spelling).toString(), bytes, logprob: -(bytes.length % 7) / 4 - (place % 3) / 8 };
  const rivals = Array.from({ length: topCount }, (_, rank) => {
    const token = String.fromCodePoint(97 + ((place + rank) % 26)).repeat(rank + 2);
    return { token, bytes: [...Buffer.from(token)], logprob: place % 3 === 0 ? -rank / 16 : -4 - rank };
  });
  const top = [own, ...rivals].sort((left, right) => right.logprob - left.logprob).slice(0, topCount);
  return { ...own, top };
}
