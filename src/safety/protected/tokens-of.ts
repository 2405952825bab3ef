// In: nothing. Out: how a text of each kind becomes tokens.
import { codeTokens } from './code-tokens.ts';
import type { MaterialKind } from './kinds.ts';
import type { TokenList } from './token-list.ts';
import { wordTokens } from './word-tokens.ts';

export const tokensOf: Readonly<Record<MaterialKind, (text: string) => TokenList>> = {
  protectedCode: codeTokens,
  protectedText: wordTokens,
};
