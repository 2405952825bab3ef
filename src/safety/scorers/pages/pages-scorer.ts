// In: the artifact. Out: a TextScorer for pages of a corpus: spam, and the aggregation of personal data. It judges where it is called, letting
// other work in between the stretches of a long page. Not part of a request's filter. Knows no policy.
import { setImmediate } from 'node:timers/promises';
import type { TextScorer, TextScores } from '../../../contract/safety.ts';
import { judgePage } from './judge-page.ts';
import { defaultPagesFolder, loadPagesArtifact } from './pages-artifact.ts';

export const pagesScorerId = 'pages';

/** Tells `pages` only. Reads 0.2 MB. Fault `model_invalid` where the artifact is missing or damaged. */
export function createPagesScorer(artifactFolder: string = defaultPagesFolder): TextScorer {
  const artifact = loadPagesArtifact(artifactFolder);
  return {
    id: pagesScorerId,
    version: artifact.version,
    score: async (asks, signal) => {
      signal.throwIfAborted();
      const scores: TextScores[] = [];
      for (const { text } of asks) {
        const steps = judgePage(text, artifact);
        let step = steps.next();
        while (step.done !== true) {
          await setImmediate();
          signal.throwIfAborted();
          step = steps.next();
        }
        scores.push(step.value);
      }
      return scores;
    },
  };
}
