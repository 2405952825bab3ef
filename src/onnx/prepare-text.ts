// In: a text. Out: the same text for the tokenizer package, with what that leaves undone done: it then gives the ids of the reference
// implementation, in time that grows with the length. For encoders without case and accents only. Knows no vocabulary.

/** Ideographs beyond the first plane; the package looks at UTF-16 units and so only knows the others. */
const farIdeograph = /[\u{20000}-\u{2a6df}\u{2a700}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;
/** Dropped by the encoder anyway, but only after they were sorted, which takes minutes for a text of nothing else. */
const accent = /\p{Mn}+/gu;
/** A word of more than a hundred characters is unknown, however long it is; sorting the marks of a longer run takes minutes too. */
const markRun = /(\p{M}{100})\p{M}+/gu;

export function prepareText(text: string): string {
  return (
    text
      .replace(accent, '')
      .replace(markRun, '$1')
      .replace(farIdeograph, ' $& ')
      // JavaScript writes the last sigma of a word in another way; the vocabulary was made without.
      .replaceAll('\u03a3', '\u03c3')
  );
}
