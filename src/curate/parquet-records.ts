// In: a Parquet file and the rows that were read before. Out: a record for each further row, as the line of JSON that goes to the outputs. A
// row group is in memory as a whole. Knows no output.
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, type Compressors, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { decodeText } from './decode-text.ts';
import { contentOf, type FieldSettings, rejected } from './jsonl-records.ts';
import type { Position, SourceRecord } from './settings.ts';

const compressors: Compressors = {
  GZIP: (input) => gunzipSync(input),
  ZSTD: (input) => zstdDecompressSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
};

/** Throws what hyparquet throws for a file that is damaged, or compressed in a way that it does not know. */
export async function* parquetRecords(
  path: string,
  from: Position,
  { maxRecordBytes, ...fields }: FieldSettings & { readonly maxRecordBytes: number },
): AsyncGenerator<SourceRecord> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const groupEnd = groupStart + Number(group.num_rows);
    const rowStart = Math.max(groupStart, from.offset);
    groupStart = groupEnd;
    if (rowStart >= groupEnd) continue;
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd: groupEnd, utf8: false });
    for (const [index, row] of rows.entries()) {
      const place = rowStart + index + 1;
      const source = JSON.stringify(row, asJson);
      const raw = Buffer.from(`${source}\n`);
      const shape = { end: { offset: place, number: place }, sizeBytes: raw.length };
      if (raw.length > maxRecordBytes) yield { ...shape, raw: Buffer.alloc(0), ...rejected('too-long') };
      else yield { ...shape, raw, ...contentOf(JSON.parse(source), fields) };
    }
  }
}

/** Whole numbers that JSON's readers would round stay exact as strings; bytes are text where they are UTF-8, else Base64. */
function asJson(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return decodeText(bytes) ?? bytes.toString('base64');
  }
  return value;
}
