// In: nothing. Out: what passes between us and the encoder's thread, beside what `base/asked-thread` adds. Types only.

export interface EncoderSetup {
  readonly modelPath: string;
  readonly tokenizerPath: string;
  readonly threads: number;
}

export type EncoderAsk =
  | { readonly kind: 'tokenize'; readonly texts: readonly string[] }
  | { readonly kind: 'encode'; readonly rows: readonly (readonly number[])[] };

export interface Vocabulary {
  readonly size: number;
  readonly startId: number;
  readonly endId: number;
}

export interface EncoderReady {
  readonly vocabulary: Vocabulary;
}

export type EncoderAnswer =
  | { readonly kind: 'tokenized'; readonly rows: readonly (readonly number[])[] }
  | { readonly kind: 'encoded'; readonly vectors: readonly Float32Array[] };
