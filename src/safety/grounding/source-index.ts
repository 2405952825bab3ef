// In: the sources of an answer. Out: their sentences, with what is needed to find words and numbers in them. Built once for all statements
// of an answer, a stretch at a time. Knows no statement.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { splitClaims } from './split-claims.ts';
import { stemsOf, type Word, wordsOf } from './words.ts';

export interface SourceSentence {
  /** Which of the sources it is of. */
  readonly source: number;
  readonly text: string;
  readonly words: readonly Word[];
  readonly stems: ReadonlySet<string>;
}

export interface SourceIndex {
  readonly sentences: readonly SourceSentence[];
  /** UTF-16 units of all sentences. */
  readonly length: number;
  readonly stems: ReadonlySet<string>;
  /** How many sentences hold a stem. */
  readonly counts: ReadonlyMap<string, number>;
  /** Names cannot be told by their capital letters where most nouns have one, or none has. */
  readonly tellsNames: boolean;
}

/** German writes a third of its words with a capital letter, languages that only do so with names at most every fifth. */
const mostCapitals = 0.27;

/** Sentences between which other requests go on. */
const sentencesAtOnce = 200;

export async function indexSources(sources: readonly string[]): Promise<SourceIndex> {
  const claims = sources.flatMap((text, source) => splitClaims(text).map((claim) => ({ source, text: claim.text })));
  const sentences: SourceSentence[] = [];
  const counts = new Map<string, number>();
  for (const [place, { source, text }] of claims.entries()) {
    if (place % sentencesAtOnce === sentencesAtOnce - 1) await nextTurn();
    const words = wordsOf(text);
    const stems = new Set(words.flatMap(stemsOf));
    sentences.push({ source, text, words, stems });
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const written = sentences.flatMap(({ words }) => words.slice(1));
  const capitals = written.filter(({ isCapital }) => isCapital).length;
  return {
    sentences,
    length: sentences.reduce((sum, { text }) => sum + text.length, 0),
    stems: new Set(counts.keys()),
    counts,
    tellsNames: capitals <= written.length * mostCapitals,
  };
}
