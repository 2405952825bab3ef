// In: texts that were scored. Out: their scores again, without scoring. Keys are digests: no text is kept. Knows no scorer.
import { createHash } from 'node:crypto';
import type { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import type { ScoreAsk, TextScorer, TextScores } from '../contract/safety.ts';
import { scoreAll } from './score-all.ts';

/**
 * A scorer that asks another only for texts that it has not seen under this version. What fails is not remembered, nor what is said of a
 * text that is still being written.
 */
export function rememberingScorer(scorer: TextScorer, memory: LeastRecentlyUsed<TextScores>): TextScorer {
  return {
    id: scorer.id,
    tellsClear: scorer.tellsClear === true,
    get version() {
      return scorer.version;
    },
    score: async (asks, signal) => {
      const { version } = scorer;
      const keys = asks.map((ask) => keyOf(ask, version));
      const known = keys.map((key) => memory.get(key));
      const missing = asks.filter((_, index) => known[index] === undefined);
      const fresh = missing.length === 0 ? [] : await scoreAll(scorer, missing, signal);
      let next = 0;
      return keys.map((key, index) => {
        const remembered = known[index];
        if (remembered !== undefined) return remembered;
        const isLasting = missing[next]?.isUnfinished !== true;
        const scores = fresh[next++] ?? {};
        if (isLasting) memory.set(key, scores, 1);
        return scores;
      });
    },
  };
}

function keyOf({ text, origin }: ScoreAsk, version: string): string {
  return createHash('sha256').update(version).update('\0').update(origin).update('\0').update(text).digest('base64');
}
