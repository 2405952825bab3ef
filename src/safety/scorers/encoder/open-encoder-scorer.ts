// In: the artifacts' folders. Out: the encoder as a TextScorer that computes in a thread of its own; one that died is replaced by the next ask.
// Of a text in letters that it does not know it says nothing. Knows no policy and no other scorer.
import { defaultArtifactFolder } from '../artifact.ts';
import { scoreOver, type WorkerScorer } from '../score-in-worker.ts';
import { startScoringThread } from '../score-thread.ts';
import { defaultEncoderFolder } from './encoder-artifact.ts';
import type { EncoderScorerSetup } from './encoder-setup.ts';

export const encoderId = 'encoder';

/** Waits until it can score. Faults of an ask: `internal` when its thread dies. */
export function openEncoderScorer(options: Partial<EncoderScorerSetup> = {}): Promise<WorkerScorer> {
  const setup: EncoderScorerSetup = {
    encoderFolder: options.encoderFolder ?? defaultEncoderFolder,
    firstStageFolder: options.firstStageFolder ?? defaultArtifactFolder,
    threads: options.threads ?? 1,
  };
  return scoreOver({ id: encoderId, tellsClear: false }, 1, () =>
    startScoringThread({
      name: 'kinglet-encoder-scorer',
      path: './encoder-worker',
      startedFrom: import.meta.url,
      setup,
    }),
  );
}
