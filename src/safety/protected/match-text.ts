// In: a text and indexes. Out: whose material it repeats, where, and whether its end may become such a repetition. Pure.
import type { Citation } from '../../contract/safety.ts';
import { type Chain, findChains } from './find-chains.ts';
import { tokensOf } from './index-builder.ts';
import { kindLengths, type MaterialKind, materialKinds } from './kinds.ts';
import type { ProtectedIndex } from './protected-index.ts';
import { shinglesOf } from './shingles.ts';
import type { TokenList } from './token-list.ts';

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
    const lengths = kindLengths[kind];
    const tokens = tokensOf[kind](text);
    const shingles = shinglesOf(tokens, lengths.shingle, kind);
    for (const index of asked) {
      const chains = findChains(shingles, index, lengths);
      for (const chain of chains)
        if (chain.covered >= lengths.leastCovered) matches.push(matchOf(chain, index, kind, tokens));
      const nearEnd = tokens.count - lengths.window;
      if (chains.some(({ covered, end }) => covered >= lengths.unclearFrom && end >= nearEnd)) isClear = false;
    }
  }
  return { matches: matches.sort((one, other) => other.coveredTokens - one.coveredTokens), isClear };
}

function matchOf(chain: Chain, index: ProtectedIndex, kind: MaterialKind, tokens: TokenList): MaterialMatch {
  const { document, source } = index.origin(chain.document);
  return {
    citation: { kind, license: source.license, url: source.url },
    path: document.path,
    indexName: index.header.name,
    start: tokens.starts[chain.start] ?? 0,
    end: chain.end < tokens.count ? (tokens.starts[chain.end] ?? 0) : tokens.textLength,
    coveredTokens: chain.covered,
  };
}
