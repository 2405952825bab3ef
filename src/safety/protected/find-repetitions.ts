// In: the tokens of a text and an index. Out: what of it repeats documents of one source, and whether its end may become such a repetition. Pure.
import { type Chain, findChains } from './find-chains.ts';
import { type KindLengths, kindLengths, type MaterialKind } from './kinds.ts';
import type { ProtectedIndex } from './protected-index.ts';
import type { Shingles } from './shingles.ts';
import type { TokenList } from './token-list.ts';

export interface Repetition {
  /** Number of the document that has most of it. */
  readonly document: number;
  /** Tokens of the text, the last one exclusive. */
  readonly start: number;
  readonly end: number;
  readonly covered: number;
}

export interface FoundRepetitions {
  readonly repetitions: readonly Repetition[];
  /** A chain that reaches the end of the text is half as long as a repetition must be. */
  readonly isEndOpen: boolean;
}

export function findRepetitions(
  { tokens, shingles, kind }: { readonly tokens: TokenList; readonly shingles: Shingles; readonly kind: MaterialKind },
  index: ProtectedIndex,
): FoundRepetitions {
  const lengths = kindLengths[kind];
  const chains = findChains(shingles, index, lengths).filter(({ covered }) => covered >= lengths.leastChain);
  const bySource = new Map<number, Chain[]>();
  for (const chain of chains) {
    const { source } = index.origin(chain.document).document;
    const chainsOfSource = bySource.get(source) ?? [];
    chainsOfSource.push(chain);
    bySource.set(source, chainsOfSource);
  }
  const nearEnd = tokens.count - lengths.window;
  return {
    repetitions: [...bySource.values()].flatMap((chainsOfSource) =>
      stretchesOf(chainsOfSource, lengths)
        .filter((stretch) => isRepetition(stretch, lengths, tokens))
        .map(({ main, start, end, covered }) => ({ document: main.document, start, end, covered })),
    ),
    isEndOpen: chains.some(({ covered, end }) => covered >= lengths.unclearFrom && end >= nearEnd),
  };
}

/** Chains that lie together in the text. */
interface Stretch {
  readonly start: number;
  end: number;
  covered: number;
  main: Chain;
}

/** They come in the order of their beginnings. */
function stretchesOf(chains: readonly Chain[], { mostGap }: KindLengths): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const chain of chains) {
    const stretch = stretches.at(-1);
    if (stretch === undefined || chain.start - stretch.end > mostGap) {
      const { start, end, covered } = chain;
      stretches.push({ start, end, covered, main: chain });
      continue;
    }
    if (chain.end > stretch.end) {
      stretch.covered += Math.min(chain.covered, chain.end - Math.max(chain.start, stretch.end));
      stretch.end = chain.end;
    }
    if (chain.covered > stretch.main.covered) stretch.main = chain;
  }
  return stretches;
}

function isRepetition({ start, end, covered, main }: Stretch, lengths: KindLengths, tokens: TokenList): boolean {
  if (covered < lengths.leastCovered || main.covered < lengths.leastMainChain) return false;
  const words = new Set<number>();
  for (let at = start; at < end; at += 1) if (tokens.words[at] === 1) words.add(tokens.first[at] ?? 0);
  return words.size >= lengths.leastWords;
}
