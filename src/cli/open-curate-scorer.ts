// In: a number of threads and what is filtered. Out: what judges training data here, in threads of its own. A scorer of the panel that fails fails the ask: a filter
// of data must not pass over what it could not judge. Knows no document.
import { Fault } from '../contract/fault.ts';
import type { HarmCategory, TextScorer } from '../contract/safety.ts';
import type { Filter, FilterName } from '../curate/filters.ts';
import { failedScorersOf } from '../safety/incomplete-scores.ts';
import { scoreOver, type WorkerScorer } from '../safety/scorers/score-in-worker.ts';
import { startScoringThread } from '../safety/scorers/score-thread.ts';

export interface CurateScorerSetup {
  /** That documents are filtered by: of these the encoder is asked. */
  readonly harms: readonly HarmCategory[];
}

/** Each thread computes for itself: on a corpus that takes less than several threads for one text. */
export async function openCurateScorer(
  threads: number,
  filters: readonly Pick<Filter, 'name'>[],
): Promise<WorkerScorer> {
  const setup: CurateScorerSetup = {
    harms: filters.flatMap(({ name }) => harmOf[name] ?? []),
  };
  const scorer = await scoreOver({ id: 'curate', tellsClear: false }, threads, () =>
    startScoringThread({ name: 'kinglet-curate', path: './curate-worker', startedFrom: import.meta.url, setup }),
  );
  return { ...completeScorer(scorer), stop: () => scorer.stop() };
}

const harmOf: Readonly<Partial<Record<FilterName, HarmCategory>>> = {
  hate: 'hate',
  adult: 'sexual',
  violence: 'violence',
  selfHarm: 'selfHarm',
};

/** Fault `engine_error` in place of scores that lack something. */
export function completeScorer(scorer: TextScorer): TextScorer {
  return {
    id: scorer.id,
    version: scorer.version,
    score: async (asks, signal) => {
      const scores = await scorer.score(asks, signal);
      const failed = new Set(scores.flatMap(failedScorersOf));
      if (failed.size === 0) return scores;
      throw new Fault(
        'engine_error',
        `The scorers ${[...failed].join(', ')} failed. The same command goes on from here.`,
      );
    },
  };
}
