// In: the readings of one text. Out: of each the stretches that no earlier one has, with some of what stands around them: the rest was scored with
// those. Time grows with the length. Knows no words.

/** A window of some sentences on either side. */
const marginUnits = 240;
const sentence = /[^.!?\n]+[.!?\n]*|[.!?\n]+/g;

/** The first as it is, of the others what is new. */
export function newParts([first = '', ...others]: readonly string[]): readonly string[] {
  const known = sentencesOf(first);
  return [
    first,
    ...others.map((other) => {
      const part = newPart(first, other, known);
      for (const sentence of sentencesOf(other)) known.add(sentence);
      return part;
    }),
  ];
}

function newPart(first: string, second: string, known: ReadonlySet<string>): string {
  const { start, end } = changedStretch(first, second);
  const sentences = second.slice(Math.max(0, start - marginUnits), end + marginUnits).match(sentence) ?? [];
  const isKept = new Uint8Array(sentences.length);
  for (const [at, one] of sentences.entries()) if (!known.has(one)) keepAround(sentences, at, isKept);
  return sentences.map((one, at) => (isKept[at] === 1 ? one : isKept[at - 1] === 1 ? '\n' : '')).join('');
}

function sentencesOf(text: string): Set<string> {
  return new Set(text.match(sentence) ?? []);
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
