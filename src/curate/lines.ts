// In: bytes in any chunks. Out: lines with their ends; one that is longer than allowed passes by without being held. Knows no encoding.
import type { Position } from './settings.ts';

export interface Line {
  readonly end: Position;
  readonly sizeBytes: number;
  /** With its line feed, if it has one; null where it is too long. */
  readonly bytes: Buffer | null;
}

const lineFeed = 0x0a;

export async function* linesOf(chunks: AsyncIterable<Buffer>, from: Position, maxBytes: number): AsyncGenerator<Line> {
  let { offset, number } = from;
  let parts: Buffer[] = [];
  let sizeBytes = 0;
  const take = (part: Buffer): void => {
    sizeBytes += part.length;
    if (sizeBytes > maxBytes) parts = [];
    else parts.push(part);
  };
  const finish = (): Line => {
    offset += sizeBytes;
    number += 1;
    const bytes = sizeBytes > maxBytes ? null : parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts);
    const line = { end: { offset, number }, sizeBytes, bytes };
    parts = [];
    sizeBytes = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, start)) {
      take(chunk.subarray(start, at + 1));
      start = at + 1;
      yield finish();
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  if (sizeBytes > 0) yield finish();
}
