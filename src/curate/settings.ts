// In: nothing. Out: what a run is told, and what is read of an input. Types only.
import type { Filter } from './filters.ts';

export type InputForm = 'jsonl' | 'text' | 'parquet';

export interface CurateSettings {
  readonly filters: readonly Filter[];
  /** `remove` parts kept from removed documents, `mark` keeps all with their scores in a member `kinglet_curate`. */
  readonly mode: 'remove' | 'mark';
  /** Of JSON lines and of columns; dots lead into objects. */
  readonly textField: string;
  /** What a document of plain text is. */
  readonly split: 'file' | 'blank' | 'line';
  /** Where a document names the filters that should find it; null measures nothing. */
  readonly labelField: string | null;
  /** Texts shown in the report for each filter. */
  readonly samples: number;
  /** What is longer is reported, not loaded. */
  readonly maxRecordBytes: number;
  /** After so much of an input the outputs are closed to be gone on from. */
  readonly segmentBytes: number;
}

export interface InputFile {
  /** Relative, with `/`; what the outputs are called. No two of a run are alike. */
  readonly name: string;
  /** Null is the standard input. */
  readonly path: string | null;
  readonly form: InputForm;
  /** As it lies on disk. */
  readonly sizeBytes: number | null;
  readonly modifiedMs: number | null;
}

/** How far an input was read. */
export interface Position {
  /** Decompressed bytes; rows of Parquet. */
  readonly offset: number;
  /** Of the last line, document or row. */
  readonly number: number;
}

export const startPosition: Position = { offset: 0, number: 0 };

export type RejectionReason = 'too-long' | 'not-utf-8' | 'not-json' | 'not-an-object' | 'no-text';

/** One line, document or row. Neither text nor rejection: a line with nothing in it, which is kept as it is. */
export interface SourceRecord {
  readonly end: Position;
  readonly sizeBytes: number;
  /** As it goes to the outputs; empty where it was too long to load. */
  readonly raw: Buffer;
  readonly text: string | null;
  /** What stands in the label field; undefined where nothing does. */
  readonly labels: unknown;
  readonly rejection: RejectionReason | null;
}
