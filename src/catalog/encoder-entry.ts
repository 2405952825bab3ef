// In: nothing. Out: what the catalogue says of an encoder: the files it is made of, and what its vectors are like. Types only.
import type { FileEntry } from './model-entry.ts';

export interface EncoderEntry {
  readonly id: string;
  readonly title: string;
  readonly parameterCount: number;
  readonly license: string;
  /** Numbers in a vector. */
  readonly dimensions: number;
  /** Longest input, control tokens included. */
  readonly maxTokens: number;
  /** Unpacked weights and working buffers. */
  readonly memoryBytes: number;
  /** ONNX. */
  readonly model: FileEntry;
  /** A tokenizer.json. */
  readonly tokenizer: FileEntry;
}

export interface InstalledEncoder {
  readonly id: string;
  readonly modelPath: string;
  readonly tokenizerPath: string;
}
