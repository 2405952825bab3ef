// In: the shingles of a text and an index. Out: chains: shingles that stand in one document too, in the same order and at about the same
// distances. Knows no threshold of what is a match, and no policy.
import type { KindLengths } from './kinds.ts';
import type { ProtectedIndex } from './protected-index.ts';
import type { Shingles } from './shingles.ts';

export interface Chain {
  /** Number of the document. */
  readonly document: number;
  /** Tokens of the text, the last one exclusive. */
  readonly start: number;
  end: number;
  /** Tokens between them that are in some shingle of the chain. */
  covered: number;
  /** How far apart the two texts were at the last shingle. */
  shift: number;
}

/** At most so many are followed at a time: a text that repeats itself would have one for each of its parts. */
const mostOpen = 64;

/** In the order of their beginnings. Linear in the text. */
export function findChains(
  { keys, buckets }: Shingles,
  index: ProtectedIndex,
  { shingle, mostGap, mostDrift }: KindLengths,
): readonly Chain[] {
  const found: Chain[] = [];
  let open: Chain[] = [];
  for (let at = 0; at < keys.length; at += 1) {
    const bucket = buckets[at] ?? 0;
    let entry = index.firstEntry(bucket, keys[at] ?? 0);
    if (entry < 0) continue;
    open = open.filter(({ end }) => at - end <= mostGap);
    for (let isMore = true; isMore; entry += 1) {
      isMore = index.isFollowed(entry, bucket);
      const place = index.placeOf(entry);
      const document = index.documentNumberAt(place);
      const shift = place - at;
      const chain = nearest(open, document, shift, mostDrift);
      if (chain !== null) {
        chain.covered += Math.min(shingle, at + shingle - chain.end);
        chain.end = at + shingle;
        chain.shift = shift;
      } else if (open.length < mostOpen) {
        const begun = { document, start: at, end: at + shingle, covered: shingle, shift };
        open.push(begun);
        found.push(begun);
      }
    }
  }
  return found;
}

function nearest(open: readonly Chain[], document: number, shift: number, mostDrift: number): Chain | null {
  let best: Chain | null = null;
  for (const chain of open) {
    if (chain.document !== document) continue;
    const drift = Math.abs(chain.shift - shift);
    if (drift <= mostDrift && (best === null || drift < Math.abs(best.shift - shift))) best = chain;
  }
  return best;
}
