// In: what the vocabulary's file says, and a way to reach the engine. Out: the Tokenizer port over the engine's own endpoints, which
// never reads a control token from a text. Knows no process.
import type { Tokenizer, VocabularyMarks } from '../../contract/vocabulary.ts';
import type { LlamaClient } from './llama-client.ts';

export interface LlamaTokenizerOptions {
  readonly vocabulary: Omit<VocabularyMarks, 'isBosAdded'>;
  readonly splitMarkers: (text: string) => readonly string[];
  /** Waits until the engine is ready. */
  use<Value>(work: (client: LlamaClient) => Promise<Value>, signal: AbortSignal): Promise<Value>;
}

export function createLlamaTokenizer({ vocabulary, splitMarkers, use }: LlamaTokenizerOptions): Tokenizer {
  /** Of the model, so it never changes. */
  let isBosAdded: boolean | null = null;

  return {
    tokenize: (text, signal) =>
      use((client) => client.tokenize(splitMarkers(text), { isTemplate: false, isFirst: false }, signal), signal),
    tokenizePieces: (text, signal) => use((client) => client.tokenizePieces(splitMarkers(text), signal), signal),
    detokenize: (tokens, signal) => use((client) => client.detokenize(tokens, signal), signal),
    marks: async (signal) => {
      if (isBosAdded === null) {
        // What the header leaves out depends on the kind of tokenizer, which the engine knows: it shows on an empty text.
        const start = await use(
          (client) => client.tokenize([''], { isTemplate: false, isFirst: true }, signal),
          signal,
        );
        isBosAdded = vocabulary.bos !== null && start[0] === vocabulary.bos;
      }
      return { ...vocabulary, isBosAdded };
    },
  };
}
