// In: texts that were scored. Out: their scores again, without scoring. Keys are digests: no text is kept. Knows no scorer.
import { createHash } from 'node:crypto';
import type { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import type { ScoreAsk, TextScorer, TextScores } from '../contract/safety.ts';
import { scoreAll } from './score-all.ts';

/**
 * A scorer that asks another only for texts that it has not seen under this version. What fails is not remembered, nor what is said of a
 * text that is still being written: that is never asked twice.
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
      const keys = asks.map((ask) => (ask.isUnfinished === true ? null : keyOf(ask, version)));
      const known = keys.map((key) => (key === null ? undefined : memory.get(key)));
      const missing = asks.filter((_, index) => known[index] === undefined);
      const fresh = missing.length === 0 ? [] : await scoreAll(scorer, missing, signal);
      let next = 0;
      return keys.map((key, index) => {
        const remembered = known[index];
        if (remembered !== undefined) return remembered;
        const scores = fresh[next++] ?? {};
        if (key !== null) memory.set(key, scores, 1);
        return scores;
      });
    },
  };
}

function keyOf({ text, origin, judgedUnits = 0, isThorough = false }: ScoreAsk, version: string): string {
  return createHash('sha256')
    .update(`${version}\0${origin}\0${judgedUnits}\0${isThorough}\0`)
    .update(text)
    .digest('base64');
}
