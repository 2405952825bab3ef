// In: the artifact's hashed terms. Out: whether a word, or a sequence of two or three, is one of them, and what it is rated. No term can
// be read from it. Knows no text.

export interface Lexicon {
  /** The entry of a hash of `hash-words`, or 0: kind of term times four, plus the severity that the model weighs. */
  find(hash: number): number;
  /** How bad a profanity it is: 0 none, 1 mild, 2 strong, 3 severe. */
  profanityOf(hash: number): number;
}

/** Bytes of one entry: a hash in little-endian order, and its rating. */
export const lexiconEntryBytes = 5;

export function readLexicon(bytes: Uint8Array): Lexicon {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<number, number>();
  for (let at = 0; at + lexiconEntryBytes <= bytes.byteLength; at += lexiconEntryBytes) {
    entries.set(view.getUint32(at, true), view.getUint8(at + 4));
  }
  return {
    find: (hash) => (entries.get(hash) ?? 0) & 0x3f,
    profanityOf: (hash) => (entries.get(hash) ?? 0) >> 6,
  };
}
