// In: nothing. Out: what passes between us and the encoder's thread. Types only.

export interface WorkerSetup {
  readonly modelPath: string;
  readonly tokenizerPath: string;
  readonly threads: number;
}

export type WorkerAsk =
  | { readonly kind: 'tokenize'; readonly number: number; readonly texts: readonly string[] }
  | { readonly kind: 'encode'; readonly number: number; readonly rows: readonly (readonly number[])[] }
  /** Give everything back and end. */
  | { readonly kind: 'close' };

export interface Vocabulary {
  readonly size: number;
  readonly startId: number;
  readonly endId: number;
}

export type WorkerAnswer =
  | { readonly kind: 'ready'; readonly vocabulary: Vocabulary }
  | { readonly kind: 'tokenized'; readonly number: number; readonly rows: readonly (readonly number[])[] }
  | { readonly kind: 'encoded'; readonly number: number; readonly vectors: readonly Float32Array[] }
  | { readonly kind: 'failed'; readonly number: number; readonly reason: string };
