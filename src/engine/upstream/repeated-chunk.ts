// In: the data lines of one stream, and what some of them say. Out: the text of those that differ from such a line in their text alone, which
// are nearly all of a long answer, without reading them as JSON. Knows no other member of a chunk.

/** As it stands in JSON: no end of the string, no escape, nothing that JSON does not allow. */
const plain = /^[^"\\\p{Cc}]*$/u;
const textMember = /"content":\s*"([^"\\]*)"/;

export class RepeatedChunk {
  /** Null until a line was learned. */
  #around: { readonly before: string; readonly after: string } | null = null;

  /** The line says this text and nothing else. */
  learn(line: string, text: string): void {
    const found = textMember.exec(line);
    if (found?.[1] !== text || line.includes('"content":', found.index + 1)) return;
    const end = found.index + found[0].length - 1;
    this.#around = { before: line.slice(0, end - text.length), after: line.slice(end) };
  }

  /** Null: it has to be read. */
  textOf(line: string): string | null {
    if (this.#around === null) return null;
    const { before, after } = this.#around;
    const end = line.length - after.length;
    if (end < before.length || !line.startsWith(before) || !line.endsWith(after)) return null;
    const text = line.slice(before.length, end);
    return plain.test(text) ? text : null;
  }
}
