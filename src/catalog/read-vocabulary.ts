// In: the path of a GGUF model. Out: the tokens of its vocabulary that are no plain text, by id and by spelling. Knows no engine.
// The file was checked by gguf-header before.
import type { InfillTokens, TokenId } from '../contract/vocabulary.ts';
import { GgufCursor } from './gguf-cursor.ts';
import { type GgufValue, readGgufMetadata } from './gguf-metadata.ts';

export interface GgufVocabulary {
  /** Spellings of the added tokens: control tokens and those that the tokenizer would read even in ordinary text. */
  readonly markerTexts: readonly string[];
  /** Ids of the same tokens, and of the one for what is unknown. */
  readonly controlTokens: ReadonlySet<TokenId>;
  readonly bos: TokenId | null;
  readonly infill: InfillTokens | null;
}

const tokensKey = 'tokenizer.ggml.tokens';
const typesKey = 'tokenizer.ggml.token_type';
/** `llama_token_type` in llama.cpp. */
const unknownType = 2;
const controlType = 3;
const userDefinedType = 4;

/** Where the header names no infill tokens, they are known by the spellings of the common families. */
const infillMarks: Readonly<
  Record<keyof InfillTokens, { readonly keys: readonly string[]; readonly texts: string[] }>
> = {
  prefix: {
    keys: ['fim_pre_token_id', 'prefix_token_id'],
    texts: ['<|fim_prefix|>', '<fim_prefix>', '<fim-prefix>', '<｜fim▁begin｜>', '▁<PRE>', '<PRE>', '<|code_prefix|>'],
  },
  suffix: {
    keys: ['fim_suf_token_id', 'suffix_token_id'],
    texts: ['<|fim_suffix|>', '<fim_suffix>', '<fim-suffix>', '<｜fim▁hole｜>', '▁<SUF>', '<SUF>', '<|code_suffix|>'],
  },
  middle: {
    keys: ['fim_mid_token_id', 'middle_token_id'],
    texts: ['<|fim_middle|>', '<fim_middle>', '<fim-middle>', '<｜fim▁end｜>', '▁<MID>', '<MID>', '<|code_middle|>'],
  },
};

export function readVocabulary(path: string): GgufVocabulary {
  const cursor = new GgufCursor(path);
  try {
    cursor.skip(4);
    const { values } = readGgufMetadata(cursor, [tokensKey, typesKey]);
    return describe(values);
  } finally {
    cursor.close();
  }
}

function describe(values: ReadonlyMap<string, GgufValue>): GgufVocabulary {
  const listed = values.get(tokensKey);
  const types = values.get(typesKey);
  const tokens: readonly string[] = Array.isArray(listed) ? listed.map(String) : [];
  const typeOf = (id: TokenId): unknown => (Array.isArray(types) ? types[id] : undefined);
  const markerTexts: string[] = [];
  const controlTokens = new Set<TokenId>();
  for (const [id, text] of tokens.entries()) {
    const type = typeOf(id);
    if (type !== controlType && type !== userDefinedType && type !== unknownType) continue;
    // Some vocabularies list runs of blanks among their added tokens; those are text like any other.
    if (/^[\s▁]*$/.test(text)) continue;
    controlTokens.add(id);
    markerTexts.push(text);
  }
  const idAt = (key: string): TokenId | null => {
    const value = values.get(`tokenizer.ggml.${key}`);
    return typeof value === 'number' && value >= 0 && value < tokens.length ? value : null;
  };
  return { markerTexts, controlTokens, bos: idAt('bos_token_id'), infill: infillTokens(tokens, controlTokens, idAt) };
}

function infillTokens(
  tokens: readonly string[],
  controlTokens: ReadonlySet<TokenId>,
  idAt: (key: string) => TokenId | null,
): InfillTokens | null {
  const find = (mark: keyof InfillTokens): TokenId | null => {
    for (const key of infillMarks[mark].keys) {
      const id = idAt(key);
      if (id !== null) return id;
    }
    const id = infillMarks[mark].texts.map((text) => tokens.indexOf(text)).find((found) => controlTokens.has(found));
    return id ?? null;
  };
  const [prefix, suffix, middle] = [find('prefix'), find('suffix'), find('middle')];
  return prefix === null || suffix === null || middle === null ? null : { prefix, suffix, middle };
}
