// In: texts. Out: the Tokenizer port over the simplest vocabulary there is: a token for each byte, and a few that are no text. Exact
// both ways. Knows no script.
import type { TokenId, Tokenizer, VocabularyMarks } from '../../contract/vocabulary.ts';

const byteCount = 256;
/** Spelled out when they are turned back to text, as a model's are. */
const controlTexts = ['<bos>', '<prefix>', '<suffix>', '<middle>', '<end>'] as const;

export const byteVocabularySize = byteCount + controlTexts.length;

export function controlToken(text: (typeof controlTexts)[number]): TokenId {
  return byteCount + controlTexts.indexOf(text);
}

export function bytesOfToken(token: TokenId): Uint8Array {
  return token < byteCount ? Uint8Array.of(token) : Buffer.from(controlTexts[token - byteCount] ?? '');
}

export function byteTokenizer(rest: Partial<VocabularyMarks> = {}): Tokenizer {
  const marks: VocabularyMarks = {
    bos: controlToken('<bos>'),
    isBosAdded: false,
    controlTokens: new Set(controlTexts.map(controlToken)),
    infill: {
      prefix: controlToken('<prefix>'),
      suffix: controlToken('<suffix>'),
      middle: controlToken('<middle>'),
    },
    ...rest,
  };
  return {
    tokenize: async (text) => [...Buffer.from(text)],
    tokenizePieces: async (text) => [...Buffer.from(text)].map((byte) => ({ id: byte, bytes: Uint8Array.of(byte) })),
    detokenize: async (tokens) => Buffer.concat(tokens.map(bytesOfToken)).toString(),
    marks: async () => marks,
  };
}
