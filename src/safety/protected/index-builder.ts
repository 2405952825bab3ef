// In: documents, one after the other, each with its source. Out: the file of their index. Of a shingle each source has a few places; what too many
// origins have is left out. Memory holds one document and one part of the shingles at a time, beside the finished index.
import { createHash } from 'node:crypto';
import { documentAt } from './document-at.ts';
import {
  type IndexBytes,
  type IndexedDocument,
  type IndexHeader,
  type MaterialSource,
  writeIndexFile,
} from './index-file.ts';
import { formatVersion, kindLengths, type MaterialKind, mostOrigins, mostPlaces } from './kinds.ts';
import { bucketCount, ShingleSpill, type SortedPart } from './shingle-spill.ts';
import { shinglesOf } from './shingles.ts';
import type { TokenList } from './token-list.ts';
import { tokensOf } from './tokens-of.ts';
import { winnow } from './winnow.ts';

export interface SourceDocument {
  readonly source: MaterialSource;
  readonly kind: MaterialKind;
  readonly path: string;
  readonly text: string;
}

export interface BuiltIndex {
  readonly documentCount: number;
  readonly tokenCount: number;
  readonly shingleCount: number;
}

/** Invariant: documents are in the order of their places, and no two have the same tokens. */
export class IndexBuilder {
  readonly #spill: ShingleSpill;
  readonly #sources = new Map<string, { readonly number: number; readonly source: MaterialSource }>();
  readonly #documents: IndexedDocument[] = [];
  readonly #seen = new Set<string>();
  #tokenCount = 0;

  /** `workFolder` is made, and taken away by `finish`, or `abandon` before it. */
  constructor(workFolder: string) {
    this.#spill = new ShingleSpill(workFolder);
  }

  /** How many tokens it brought: none where it is too short, or is there already. */
  add({ source, kind, path, text }: SourceDocument): number {
    const { shingle, window, leastCovered } = kindLengths[kind];
    const tokens = tokensOf[kind](text);
    if (tokens.count < leastCovered || this.#isKnown(tokens)) return 0;
    const start = this.#tokenCount;
    this.#documents.push({ source: this.#numberOf(source), kind, path, start });
    this.#tokenCount += tokens.count;
    const { keys, buckets } = shinglesOf(tokens, shingle, kind);
    for (const at of winnow(keys, window)) this.#spill.add(buckets[at] ?? 0, keys[at] ?? 0, start + at);
    return tokens.count;
  }

  /** In steps of milliseconds, but for the last, which writes the file. */
  *finish(path: string, { name, madeFrom }: Pick<IndexHeader, 'name' | 'madeFrom'>): Generator<undefined, BuiltIndex> {
    try {
      const { bucketStarts, keys, places } = yield* this.#chosen();
      const header: IndexHeader = {
        version: formatVersion,
        name,
        madeFrom,
        sources: [...this.#sources.values()].map(({ source }) => source),
        documents: this.#documents,
        tokenCount: this.#tokenCount,
        shingleCount: keys.length,
      };
      writeIndexFile(path, { header, bucketStarts, keys, places });
      return { documentCount: this.#documents.length, tokenCount: this.#tokenCount, shingleCount: keys.length };
    } finally {
      this.#spill.close();
    }
  }

  abandon(): void {
    this.#spill.close();
  }

  #numberOf(source: MaterialSource): number {
    const key = `${source.license}\n${source.url}`;
    const known = this.#sources.get(key) ?? { number: this.#sources.size, source };
    this.#sources.set(key, known);
    return known.number;
  }

  #isKnown(tokens: TokenList): boolean {
    const digest = createHash('sha256').update(tokens.second.subarray(0, tokens.count)).digest('base64');
    const isKnown = this.#seen.has(digest);
    this.#seen.add(digest);
    return isKnown;
  }

  *#chosen(): Generator<undefined, Pick<IndexBytes, 'bucketStarts' | 'keys' | 'places'>> {
    const bucketStarts = new Uint32Array(bucketCount + 1);
    const keys = new Uint32Array(this.#spill.count);
    const places = new Uint32Array(this.#spill.count);
    const starts = Uint32Array.from(this.#documents, ({ start }) => start);
    const sourceOf = (place: number): number => this.#documents[documentAt(starts, place)]?.source ?? 0;
    let count = 0;
    for (const part of this.#spill.sortedParts()) {
      const chosen = withoutCommon(part, sourceOf);
      keys.set(chosen.keys, count);
      places.set(chosen.places, count);
      for (const [bucket, end] of chosen.ends.entries()) bucketStarts[part.firstBucket + bucket + 1] = count + end;
      count += chosen.keys.length;
      yield;
    }
    return { bucketStarts, keys: keys.subarray(0, count), places: places.subarray(0, count) };
  }
}

/** The first places of each shingle in each source, unless too many have it; and where each bucket ends now. */
function withoutCommon({ bucketStarts, keys, places }: SortedPart, sourceOf: (place: number) => number) {
  let count = 0;
  const ends: number[] = [];
  for (let bucket = 0; bucket + 1 < bucketStarts.length; bucket += 1) {
    const end = bucketStarts[bucket + 1] ?? 0;
    for (let at = bucketStarts[bucket] ?? 0; at < end; ) {
      const key = keys[at] ?? 0;
      const begin = count;
      const origins = new Map<number, number>();
      for (; at < end && keys[at] === key; at += 1) {
        const place = places[at] ?? 0;
        const source = sourceOf(place);
        const placeCount = (origins.get(source) ?? 0) + 1;
        if (placeCount > mostPlaces) continue;
        origins.set(source, placeCount);
        // What is kept is never more than what was read: the arrays are their own target.
        if (origins.size <= mostOrigins) {
          keys[count] = key;
          places[count] = place;
          count += 1;
        }
      }
      if (origins.size > mostOrigins) count = begin;
    }
    ends.push(count);
  }
  return { keys: keys.subarray(0, count), places: places.subarray(0, count), ends };
}
