// In: nothing. Out: the two kinds of protected material and how long a match of each must be. Everything that an index is made by is in here:
// a change makes the indexes that are there useless (`formatVersion`).
export const materialKinds = ['protectedCode', 'protectedText'] as const;
export type MaterialKind = (typeof materialKinds)[number];

/** Of the index file and of all that decides which shingles are in it. */
export const formatVersion = 1;

/** In tokens. */
export interface KindLengths {
  /** Of one shingle. */
  readonly shingle: number;
  /** Of so many shingles in a row the index keeps at least one: a match of `shingle + window - 1` tokens is always seen. */
  readonly window: number;
  /** Between two shingles that still belong together. */
  readonly mostGap: number;
  /** By so much the distance between two shingles may differ in the two texts. */
  readonly mostDrift: number;
  /** A chain of shingles in one document counts from so many covered tokens on: a single shingle is an idiom. */
  readonly leastChain: number;
  /** At least one chain of a repetition covers so many. */
  readonly leastMainChain: number;
  /** All its chains in documents of one source do together. */
  readonly leastCovered: number;
  /** Different words among them: a table or a pattern has few. */
  readonly leastWords: number;
  /** From so many on, up to the end of the text, a beginning is not clear. */
  readonly unclearFrom: number;
}

/** Set by bench/protected.ts. */
export const kindLengths: Readonly<Record<MaterialKind, KindLengths>> = {
  protectedCode: {
    shingle: 9,
    window: 3,
    mostGap: 20,
    mostDrift: 20,
    leastChain: 10,
    leastMainChain: 20,
    leastCovered: 30,
    leastWords: 5,
    unclearFrom: 18,
  },
  protectedText: {
    shingle: 6,
    window: 4,
    mostGap: 12,
    mostDrift: 12,
    leastChain: 7,
    leastMainChain: 12,
    leastCovered: 20,
    leastWords: 12,
    unclearFrom: 12,
  },
};

/** A shingle that more origins have is nobody's: licence headers, idioms, what compilers write. */
export const mostOrigins = 5;
/** Of one source: more places of a shingle help little. */
export const mostPlaces = 4;
