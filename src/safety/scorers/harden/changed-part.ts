// In: two readings of one text. Out: the stretches in which the second differs, with some of what stands around them: the rest was scored with
// the first. Time grows with the length. Knows no words.

/** A window of some sentences on either side. */
const marginUnits = 240;
const sentence = /[^.!?\n]+[.!?\n]*|[.!?\n]+/g;

export function changedPart(first: string, second: string): string {
  const { start, end } = changedStretch(first, second);
  const stretch = second.slice(Math.max(0, start - marginUnits), end + marginUnits);
  const known = new Set(first.match(sentence) ?? []);
  const sentences = stretch.match(sentence) ?? [];
  const isKept = new Uint8Array(sentences.length);
  for (const [at, one] of sentences.entries()) if (!known.has(one)) keepAround(sentences, at, isKept);
  return sentences.map((one, at) => (isKept[at] === 1 ? one : isKept[at - 1] === 1 ? '\n' : '')).join('');
}

/** From and to in the second, where nothing before and nothing behind differs. */
export function changedStretch(first: string, second: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(first.length, second.length);
  let start = 0;
  while (start < shorter && first.charCodeAt(start) === second.charCodeAt(start)) start += 1;
  let kept = 0;
  while (
    kept < shorter - start &&
    first.charCodeAt(first.length - 1 - kept) === second.charCodeAt(second.length - 1 - kept)
  ) {
    kept += 1;
  }
  return { start, end: second.length - kept };
}

/** The sentence and those around it, as far as the margin. */
function keepAround(sentences: readonly string[], changed: number, isKept: Uint8Array): void {
  for (const step of [-1, 1]) {
    let units = 0;
    for (let at = changed; at >= 0 && at < sentences.length && units < marginUnits; at += step) {
      isKept[at] = 1;
      if (at !== changed) units += sentences[at]?.length ?? 0;
    }
  }
}
