// In: nothing. Out: a model's vocabulary: text to tokens and back, and the tokens that are no text. Knows no engine and no file.

export type TokenId = number;

/** The tokens between which a model was trained to fill in text. */
export interface InfillTokens {
  readonly prefix: TokenId;
  readonly suffix: TokenId;
  readonly middle: TokenId;
}

/** What stands in a vocabulary beside text. */
export interface VocabularyMarks {
  /** Begins a document, where the vocabulary has such a token. */
  readonly bos: TokenId | null;
  /** The model wants it at the start of every prompt. */
  readonly isBosAdded: boolean;
  /** Tokens that mark structure; no text yields them. */
  readonly controlTokens: ReadonlySet<TokenId>;
  readonly infill: InfillTokens | null;
}

export interface TokenPiece {
  readonly id: TokenId;
  /** A token may be a part of a character. */
  readonly bytes: Uint8Array;
}

export interface Tokenizer {
  /** Control tokens are never read from the text. */
  tokenize(text: string, signal: AbortSignal): Promise<readonly TokenId[]>;
  /** The same, with what each token stands for. */
  tokenizePieces(text: string, signal: AbortSignal): Promise<readonly TokenPiece[]>;
  /** Every id must be within the vocabulary. */
  detokenize(tokens: readonly TokenId[], signal: AbortSignal): Promise<string>;
  marks(signal: AbortSignal): Promise<VocabularyMarks>;
}
