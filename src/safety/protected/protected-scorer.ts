// In: the indexes as they are now. Out: a TextScorer that tells whether a completion repeats protected material, and whose it is. Says nothing of
// other texts: what a user brings is not for us to publish. Knows no policy.
import type { Citation, ScoreAsk, TextScorer, TextScores } from '../../contract/safety.ts';
import type { IndexFolder } from './index-folder.ts';
import { type MaterialKind, materialKinds } from './kinds.ts';
import { matchText } from './match-text.ts';
import type { ProtectedIndex } from './protected-index.ts';

export const protectedScorerId = 'protected-material';
const mostCitations = 5;

/** Computes where it is called: 2,000 characters take a few hundredths of a millisecond. */
export function createProtectedScorer(indexes: IndexFolder): TextScorer {
  return {
    id: protectedScorerId,
    get version() {
      return indexes.version();
    },
    tellsClear: true,
    score: async (asks, signal) => {
      signal.throwIfAborted();
      const current = asks.some(({ origin }) => origin === 'completion') ? await indexes.current() : [];
      return asks.map((ask) => scoresOf(ask, current));
    },
  };
}

function scoresOf({ text, origin }: ScoreAsk, indexes: readonly ProtectedIndex[]): TextScores {
  if (origin !== 'completion') return { isClear: true };
  const { matches, isClear } = matchText(text, indexes);
  const citations = distinct(matches.map(({ citation }) => citation)).slice(0, mostCitations);
  const isFound = (kind: MaterialKind): boolean => matches.some(({ citation }) => citation.kind === kind);
  const detections = Object.fromEntries(materialKinds.map((kind) => [kind, isFound(kind) ? 1 : 0]));
  return { detections, ...(citations.length === 0 ? {} : { citations }), isClear };
}

function distinct(citations: readonly Citation[]): readonly Citation[] {
  return [
    ...new Map(
      citations.map((citation) => [`${citation.kind}\n${citation.license}\n${citation.url}`, citation]),
    ).values(),
  ];
}
