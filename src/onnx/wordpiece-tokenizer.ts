// In: the content of a tokenizer.json. Out: texts to ids of its vocabulary, and the control tokens that stand around an input. Control
// tokens are never read from a text. Knows no window.
import { Tokenizer } from '@huggingface/tokenizers';
import { prepareText } from './prepare-text.ts';

export interface WordpieceTokenizer {
  readonly vocabularySize: number;
  readonly startId: number;
  readonly endId: number;
  /** Without the control tokens around. */
  tokenize(text: string): readonly number[];
}

export function createWordpieceTokenizer(tokenizerJson: string): WordpieceTokenizer {
  const definition: unknown = JSON.parse(tokenizerJson);
  // The added tokens are the control tokens: a tokenizer that does not know of them reads `[SEP]` as three signs.
  const tokenizer = new Tokenizer({ ...Object(definition), added_tokens: [] }, {});
  const idOf = (token: string): number => {
    const id = tokenizer.token_to_id(token);
    if (id === undefined) throw new Error(`the tokenizer has no ${token}`);
    return id;
  };
  return {
    vocabularySize: tokenizer.get_vocab().size,
    startId: idOf('[CLS]'),
    endId: idOf('[SEP]'),
    tokenize: (text) => tokenizer.encode(prepareText(text), { add_special_tokens: false }).ids,
  };
}
