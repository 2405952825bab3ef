// In: the bytes of a server-sent event stream, cut anywhere. Out: the payload of each `data:` event. Knows no payload format.

/**
 * Comments and other fields are skipped. The bytes are decoded as UTF-8 across chunk borders. An event cut off by the end of the
 * stream is dropped, as the specification says (HTML Living Standard, section 9.2.6).
 */
export class DataLines {
  readonly #decoder = new TextDecoder();
  /** A line without its end. */
  #rest = '';
  /** Of the event that is not over. */
  #data: string[] = [];

  /** The payloads that end in these bytes. */
  push(chunk: Uint8Array): readonly string[] {
    const payloads: string[] = [];
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    let lineStart = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', lineStart)) {
      const line = text.slice(lineStart, text[end - 1] === '\r' && end > lineStart ? end - 1 : end);
      lineStart = end + 1;
      if (line.startsWith('data:')) this.#data.push(line.startsWith('data: ') ? line.slice(6) : line.slice(5));
      else if (line === '' && this.#data.length > 0) {
        payloads.push(this.#data.join('\n'));
        this.#data = [];
      }
    }
    this.#rest = text.slice(lineStart);
    return payloads;
  }
}

export async function* dataLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const lines = new DataLines();
  for await (const chunk of bytes) for (const payload of lines.push(chunk)) yield payload;
}
