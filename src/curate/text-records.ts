// In: plain text. Out: a record for each document of it: the whole, its parts between blank lines (with the blank lines behind them), or
// its lines. Knows no file.
import { decodeText } from './decode-text.ts';
import { rejected } from './jsonl-records.ts';
import { type Line, linesOf } from './lines.ts';
import type { CurateSettings, Position, SourceRecord } from './settings.ts';

export type SplitSettings = Pick<CurateSettings, 'split' | 'maxRecordBytes'>;

export async function* textRecords(
  chunks: AsyncIterable<Buffer>,
  from: Position,
  { split, maxRecordBytes }: SplitSettings,
): AsyncGenerator<SourceRecord> {
  const pieces =
    split === 'file' ? piecesOf(chunks) : linesOf(chunks, { offset: from.offset, number: 0 }, maxRecordBytes);
  let number = from.number;
  let document = new Document(maxRecordBytes);
  for await (const piece of pieces) {
    const isBlank = piece.bytes?.every((byte) => byte <= 0x20) === true;
    const isOver = split === 'line' || (split === 'blank' && document.isBehindBlank && !isBlank);
    if (isOver && document.sizeBytes > 0) {
      number += 1;
      yield document.record(number);
      document = new Document(maxRecordBytes);
    }
    document.add(piece, isBlank);
  }
  if (document.sizeBytes > 0) yield document.record(number + 1);
}

/** A whole file is one document: it is never left in the middle, and its lines do not matter. */
async function* piecesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let offset = 0;
  for await (const bytes of chunks) {
    offset += bytes.length;
    yield { end: { offset, number: 0 }, sizeBytes: bytes.length, bytes };
  }
}

/** Invariant: it holds its bytes, or nothing once they are more than allowed. */
class Document {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #end = 0;
  sizeBytes = 0;
  #hasText = false;
  isBehindBlank = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add({ end, sizeBytes, bytes }: Line, isBlank: boolean): void {
    this.sizeBytes += sizeBytes;
    this.#end = end.offset;
    this.#hasText ||= !isBlank;
    this.isBehindBlank = isBlank && this.#hasText;
    if (bytes === null || this.sizeBytes > this.#maxBytes) this.#parts = [];
    else this.#parts.push(bytes);
  }

  record(number: number): SourceRecord {
    const raw = Buffer.concat(this.#parts);
    const shape = { end: { offset: this.#end, number }, sizeBytes: this.sizeBytes, raw };
    if (this.sizeBytes > this.#maxBytes) return { ...shape, ...rejected('too-long'), raw: Buffer.alloc(0) };
    if (!this.#hasText) return { ...shape, text: null, labels: undefined, rejection: null };
    const text = decodeText(raw);
    return text === null
      ? { ...shape, ...rejected('not-utf-8') }
      : { ...shape, text, labels: undefined, rejection: null };
  }
}
