// In: nothing. Out: the two kinds of protected material and how long a match of each must be. Everything that an index is made by is in here:
// a change makes the indexes that are there useless (`formatVersion`).
export const materialKinds = ['protectedCode', 'protectedText'] as const;
export type MaterialKind = (typeof materialKinds)[number];

/** Of the index file and of all that decides which shingles are in it. */
export const formatVersion = 1;

export interface KindLengths {
  /** Tokens of one shingle. */
  readonly shingle: number;
  /** Of so many shingles in a row the index keeps at least one: a match of `shingle + window - 1` tokens is always seen. */
  readonly window: number;
  /** Tokens that must be found again, in one document and in its order. */
  readonly leastCovered: number;
  /** Tokens between two shingles that still belong together. */
  readonly mostGap: number;
  /** By so many tokens the distance between them may differ in the two texts. */
  readonly mostDrift: number;
  /** From so many found tokens on, up to the end of the text, a beginning is not clear. */
  readonly unclearFrom: number;
}

export const kindLengths: Readonly<Record<MaterialKind, KindLengths>> = {
  protectedCode: { shingle: 8, window: 5, leastCovered: 32, mostGap: 20, mostDrift: 20, unclearFrom: 16 },
  protectedText: { shingle: 6, window: 4, leastCovered: 22, mostGap: 12, mostDrift: 12, unclearFrom: 12 },
};

/** A shingle that more origins have is nobody's: licence headers, idioms, what compilers write. */
export const mostOrigins = 3;
