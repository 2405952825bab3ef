// In: a text and the encoder's tokenizer. Out: it in small parts that follow each other, each with its ids and their place among those of the whole:
// cut only where a blank stands, since there the tokenizer cuts too. A run without blanks is one part, however long. Knows no network.

export interface TextPart {
  readonly text: string;
  readonly ids: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** What stands at an id is known to within one of these. */
export const partUnits = 90;
const wordWithBlanks = /[^ \n\r\t]+[ \n\r\t]*|[ \n\r\t]+/g;

export function textParts(text: string, tokenize: (text: string) => readonly number[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  const add = (part: string): void => {
    const ids = tokenize(part);
    const from = parts.at(-1)?.to ?? 0;
    parts.push({ text: part, ids, from, to: from + ids.length });
  };
  let held = '';
  for (const [word] of text.matchAll(wordWithBlanks)) {
    if (held !== '' && held.length + word.length > partUnits) {
      add(held);
      held = '';
    }
    held += word;
  }
  if (held !== '') add(held);
  return parts;
}
