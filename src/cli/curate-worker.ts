// In: the artifact's folder as workerData, then asks. Out: their scores by all that judges training data cheaply: the first stage, the scorer of
// pages, and what a page holds of personal data. A thread's own program. Knows no document and no filter.
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer, ThreadOrder } from '../base/asked-thread.ts';
import { createPanel } from '../safety/panel.ts';
import { createPersonalPageScorer } from '../safety/personal-data/personal-page-scorer.ts';
import { createFirstStage } from '../safety/scorers/first-stage.ts';
import { createPagesScorer } from '../safety/scorers/pages/pages-scorer.ts';
import type { ScorerAnswer, ScorerAsk, ScorerReady, ScorerSetup } from '../safety/scorers/worker-messages.ts';

if (parentPort === null) throw new Error('curate-worker runs as a thread');
const port = parentPort;
// Only open-curate-scorer starts this program, with a ScorerSetup.
const { artifactFolder } = workerData as ScorerSetup;
const scorer = createPanel([
  { scorer: createFirstStage(artifactFolder), isAsked: 'always' },
  { scorer: createPagesScorer(), isAsked: 'always' },
  { scorer: createPersonalPageScorer(), isAsked: 'always' },
]);
const underWay = new Map<number, AbortController>();

function say(answer: ThreadAnswer<ScorerReady, ScorerAnswer>): void {
  port.postMessage(answer);
}

async function answer(number: number, { asks }: ScorerAsk): Promise<void> {
  const abort = new AbortController();
  underWay.set(number, abort);
  try {
    say({ kind: 'scored', number, scores: await scorer.score(asks, abort.signal) });
  } catch (error) {
    if (!abort.signal.aborted) say({ kind: 'failed', number, reason: String(error) });
  } finally {
    underWay.delete(number);
  }
}

port.on('message', (ask: (ScorerAsk & { readonly number: number }) | ThreadOrder) => {
  if (ask.kind === 'close') {
    for (const abort of underWay.values()) abort.abort();
    port.close();
  } else if (ask.kind === 'cancel') underWay.get(ask.number)?.abort();
  else void answer(ask.number, ask);
});
say({ kind: 'ready', version: scorer.version });
