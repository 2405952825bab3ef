// In: an input and how far it was read. Out: its further records, and how it is compressed. Knows no output.
import type { Compression } from './decompress.ts';
import { jsonlRecords } from './jsonl-records.ts';
import { linesOf } from './lines.ts';
import { openFile, openStream } from './open-bytes.ts';
import { parquetRecords } from './parquet-records.ts';
import type { CurateSettings, InputFile, Position, SourceRecord } from './settings.ts';
import { textRecords } from './text-records.ts';

export interface OpenedRecords {
  readonly compression: Compression;
  readonly records: AsyncIterable<SourceRecord>;
}

export async function openRecords(
  { path, form }: InputFile,
  from: Position,
  { settings, stdin }: { readonly settings: CurateSettings; readonly stdin: AsyncIterable<Buffer> },
): Promise<OpenedRecords> {
  if (form === 'parquet' && path !== null)
    return { compression: 'none', records: parquetRecords(path, from, settings) };
  const { compression, chunks } =
    path === null ? await openStream(stdin, from.offset) : await openFile(path, from.offset);
  const records =
    form === 'text'
      ? textRecords(chunks, from, settings)
      : jsonlRecords(linesOf(chunks, from, settings.maxRecordBytes), settings);
  return { compression, records };
}
