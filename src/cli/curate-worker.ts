// In: the harms that are filtered as workerData, then asks. Out: their scores by all that judges training data: the first stage with the encoder where
// it is not sure, the scorer of pages, and what a page holds of personal data. A thread's own program. Knows no document and no filter.
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer, ThreadOrder } from '../base/asked-thread.ts';
import { createPanel } from '../safety/panel.ts';
import { createPersonalPageScorer } from '../safety/personal-data/personal-page-scorer.ts';
import { openCorpusScorer } from '../safety/scorers/encoder/corpus-scorer.ts';
import { createPagesScorer } from '../safety/scorers/pages/pages-scorer.ts';
import type { ScorerAnswer, ScorerAsk, ScorerReady } from '../safety/scorers/worker-messages.ts';
import type { CurateScorerSetup } from './open-curate-scorer.ts';

if (parentPort === null) throw new Error('curate-worker runs as a thread');
const port = parentPort;
// Only open-curate-scorer starts this program, with a CurateScorerSetup.
const { harms } = workerData as CurateScorerSetup;
const corpusScorer = await openCorpusScorer(harms);
const scorer = createPanel([
  { scorer: corpusScorer, isAsked: 'always' },
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
    void corpusScorer.stop().finally(() => port.close());
  } else if (ask.kind === 'cancel') underWay.get(ask.number)?.abort();
  else void answer(ask.number, ask);
});
say({ kind: 'ready', version: scorer.version });
