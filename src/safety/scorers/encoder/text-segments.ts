// In: a text of any length. Out: it in segments that follow each other and together are all of it, each about as long as one window of
// the encoder, cut where a sentence or a word ends. Time grows with the length. Knows no tokens.

/** Some 70 tokens of English. */
export const segmentUnits = 280;
const sentence = /[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+$/g;

export function textSegments(text: string): readonly string[] {
  const segments: string[] = [];
  let held = '';
  for (const [part] of text.matchAll(sentence)) {
    if (held !== '' && held.length + part.length > segmentUnits) {
      segments.push(held);
      held = '';
    }
    held += part;
    while (held.length > segmentUnits) {
      const end = held.lastIndexOf(' ', segmentUnits - 1) + 1;
      const cut = end > segmentUnits / 2 ? end : segmentUnits;
      segments.push(held.slice(0, cut));
      held = held.slice(cut);
    }
  }
  if (held !== '') segments.push(held);
  return segments;
}
