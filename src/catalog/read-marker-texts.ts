// In: the path of a GGUF model. Out: the texts of its added tokens: control tokens and those that its tokenizer would read even in
// ordinary text. Knows no engine. The file was checked by gguf-header before.
import { GgufCursor } from './gguf-cursor.ts';
import { readGgufMetadata } from './gguf-metadata.ts';

const tokensKey = 'tokenizer.ggml.tokens';
const typesKey = 'tokenizer.ggml.token_type';
/** `llama_token_type` in llama.cpp: control and user-defined. */
const markerTypes: readonly unknown[] = [3, 4];

export function readMarkerTexts(path: string): readonly string[] {
  const cursor = new GgufCursor(path);
  try {
    cursor.skip(4);
    const { values } = readGgufMetadata(cursor, [tokensKey, typesKey]);
    const tokens = values.get(tokensKey);
    const types = values.get(typesKey);
    if (!Array.isArray(tokens) || !Array.isArray(types)) return [];
    return tokens.filter((text, id) => markerTypes.includes(types[id]) && !/^[\s▁]*$/.test(text));
  } finally {
    cursor.close();
  }
}
