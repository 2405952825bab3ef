// In: the artifact. Out: a TextScorer that judges where it is called, letting other work in between the steps of a long text. For scoring
// beside the service's own thread see score-in-worker. Knows no policy.
import { setImmediate } from 'node:timers/promises';
import type { TextScorer } from '../../contract/safety.ts';
import { defaultArtifactFolder, loadArtifact } from './artifact.ts';
import { judgeAsks } from './judge-asks.ts';

export const firstStageId = 'first-stage';

/** Harms hate, sexual, violence and selfHarm; profanity; jailbreak of users' texts and indirectAttack of documents. */
export function createFirstStage(artifactFolder: string = defaultArtifactFolder): TextScorer {
  const artifact = loadArtifact(artifactFolder);
  return {
    id: firstStageId,
    version: artifact.version,
    tellsClear: true,
    score: async (asks, signal) => {
      signal.throwIfAborted();
      const steps = judgeAsks(asks, artifact);
      let step = steps.next();
      while (step.done !== true) {
        await setImmediate();
        signal.throwIfAborted();
        step = steps.next();
      }
      return step.value;
    },
  };
}
