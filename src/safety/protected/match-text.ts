// In: a text and indexes. Out: whose material it repeats, where, and whether its end may become such a repetition. Pure.
import type { Citation } from '../../contract/safety.ts';
import { findRepetitions, type Repetition } from './find-repetitions.ts';

import { kindLengths, materialKinds } from './kinds.ts';
import type { ProtectedIndex } from './protected-index.ts';
import { shinglesOf } from './shingles.ts';
import type { TokenList } from './token-list.ts';
import { tokensOf } from './tokens-of.ts';

export interface MaterialMatch {
  readonly citation: Citation;
  /** Within its source. */
  readonly path: string;
  readonly indexName: string;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly coveredTokens: number;
}

export interface TextMatches {
  /** Those that cover most come first. */
  readonly matches: readonly MaterialMatch[];
  /** No repetition reaches the end of the text and is half as long as one must be. */
  readonly isClear: boolean;
}

export function matchText(text: string, indexes: readonly ProtectedIndex[]): TextMatches {
  const matches: MaterialMatch[] = [];
  let isClear = true;
  for (const kind of materialKinds) {
    const asked = indexes.filter((index) => index.kinds.has(kind));
    if (asked.length === 0) continue;
    const tokens = tokensOf[kind](text);
    const shingles = shinglesOf(tokens, kindLengths[kind].shingle, kind);
    for (const index of asked) {
      const { repetitions, isEndOpen } = findRepetitions({ tokens, shingles, kind }, index);
      for (const repetition of repetitions) matches.push(matchOf(repetition, index, tokens));
      if (isEndOpen) isClear = false;
    }
  }
  return { matches: matches.sort((one, other) => other.coveredTokens - one.coveredTokens), isClear };
}

function matchOf(
  { document: number, start, end, covered }: Repetition,
  index: ProtectedIndex,
  tokens: TokenList,
): MaterialMatch {
  const { document, source } = index.origin(number);
  return {
    citation: { kind: document.kind, license: source.license, url: source.url },
    path: document.path,
    indexName: index.header.name,
    start: tokens.starts[start] ?? 0,
    end: end < tokens.count ? (tokens.starts[end] ?? 0) : tokens.textLength,
    coveredTokens: covered,
  };
}
