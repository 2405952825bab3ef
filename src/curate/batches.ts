// In: inputs and how far they were read. Out: their further records in batches of some hundred kilobytes, none across two inputs; the
// last batch of each says so. The same records always come in the same batches. Knows no score.
import { Fault } from '../contract/fault.ts';
import type { Compression } from './decompress.ts';
import { openRecords } from './open-records.ts';
import { type CurateSettings, type InputFile, type Position, type SourceRecord, startPosition } from './settings.ts';

export interface Batch {
  readonly inputIndex: number;
  readonly input: InputFile;
  readonly compression: Compression;
  readonly records: readonly SourceRecord[];
  /** Of the input, behind the batch. */
  readonly end: Position;
  readonly isLast: boolean;
  /** Why the input could not be read further; on its last batch. */
  readonly unreadable: string | null;
}

export interface BatchSource {
  readonly inputs: readonly InputFile[];
  readonly settings: CurateSettings;
  readonly stdin: AsyncIterable<Buffer>;
}

const batchBytes = 128 * 1024;
const batchRecords = 256;

export async function* batchesFrom(
  source: BatchSource,
  from: { readonly inputIndex: number; readonly position: Position },
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  for (const [inputIndex, input] of source.inputs.entries()) {
    if (inputIndex < from.inputIndex) continue;
    const start = inputIndex === from.inputIndex ? from.position : startPosition;
    yield* batchesOfInput(source, { inputIndex, input, start }, signal);
  }
}

async function* batchesOfInput(
  source: BatchSource,
  { inputIndex, input, start }: { readonly inputIndex: number; readonly input: InputFile; readonly start: Position },
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  let end = start;
  let records: SourceRecord[] = [];
  let sizeBytes = 0;
  let unreadable: string | null = null;
  let compression: Compression = 'none';
  const batch = (isLast: boolean): Batch => ({ inputIndex, input, compression, records, end, isLast, unreadable });
  try {
    const opened = await openRecords(input, start, source);
    compression = opened.compression;
    for await (const record of opened.records) {
      signal.throwIfAborted();
      records.push(record);
      sizeBytes += record.raw.length;
      end = record.end;
      if (sizeBytes < batchBytes && records.length < batchRecords) continue;
      yield batch(false);
      records = [];
      sizeBytes = 0;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Fault) throw error;
    unreadable = error instanceof Error ? error.message : String(error);
  }
  yield batch(true);
}
