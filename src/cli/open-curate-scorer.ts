// In: a number of threads. Out: what judges training data here, in threads of its own. A scorer of the panel that fails fails the ask: a filter
// of data must not pass over what it could not judge. Knows no document.
import { Fault } from '../contract/fault.ts';
import type { TextScorer } from '../contract/safety.ts';
import { failedScorersOf } from '../safety/incomplete-scores.ts';
import { createPanel } from '../safety/panel.ts';
import { defaultArtifactFolder } from '../safety/scorers/artifact.ts';
import { openEncoderScorer } from '../safety/scorers/encoder/open-encoder-scorer.ts';
import { scoreOver, type WorkerScorer } from '../safety/scorers/score-in-worker.ts';
import { startScoringThread } from '../safety/scorers/score-thread.ts';
import type { ScorerSetup } from '../safety/scorers/worker-messages.ts';

export async function openCurateScorer(threads: number): Promise<WorkerScorer> {
  const setup: ScorerSetup = { artifactFolder: defaultArtifactFolder };
  const scorer = await scoreOver({ id: 'curate-cheap', tellsClear: false }, threads, () =>
    startScoringThread({ name: 'kinglet-curate', path: './curate-worker', startedFrom: import.meta.url, setup }),
  );
  const encoder = await openEncoderScorer({ threads });
  const panel = createPanel([
    { scorer, isAsked: 'always' },
    { scorer: encoder, isAsked: 'when-unsure' },
  ]);
  return {
    ...completeScorer(panel),
    id: 'curate',
    stop: async () => {
      await Promise.all([scorer.stop(), encoder.stop()]);
    },
  };
}

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
