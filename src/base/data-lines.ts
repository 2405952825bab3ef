// In: the bytes of a server-sent event stream, cut anywhere. Out: the payload of each `data:` event. Knows no payload format.

/**
 * Comments and other fields are skipped. The bytes are decoded as UTF-8 across chunk borders. An event cut off by the end of the
 * stream is dropped, as the specification says (HTML Living Standard, section 9.2.6).
 */
export async function* dataLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];
  for await (const chunk of bytes) {
    rest += decoder.decode(chunk, { stream: true });
    let lineStart = 0;
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n', lineStart)) {
      const line = rest.slice(lineStart, rest[end - 1] === '\r' && end > lineStart ? end - 1 : end);
      lineStart = end + 1;
      if (line.startsWith('data:')) data.push(line.startsWith('data: ') ? line.slice(6) : line.slice(5));
      else if (line === '' && data.length > 0) {
        yield data.join('\n');
        data = [];
      }
    }
    rest = rest.slice(lineStart);
  }
}
