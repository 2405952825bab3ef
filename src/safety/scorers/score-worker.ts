// In: the artifact's folder as workerData, then asks. Out: their scores. The thread's own program: asks take turns step by step, so that a
// short text does not wait for the end of a long one. Knows no request and no client.
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer, ThreadOrder } from '../../base/asked-thread.ts';
import type { TextScores } from '../../contract/safety.ts';
import { loadArtifact } from './artifact.ts';
import { judgeAsks } from './judge-asks.ts';
import type { ScorerAnswer, ScorerAsk, ScorerReady, ScorerSetup } from './worker-messages.ts';

if (parentPort === null) throw new Error('score-worker runs as a thread');
const port = parentPort;
// Only score-thread starts this program, with a ScorerSetup.
const { artifactFolder } = workerData as ScorerSetup;
const artifact = loadArtifact(artifactFolder);

/** In the order of their turns. */
const jobs = new Map<number, Generator<undefined, readonly TextScores[]>>();
let isWorking = false;

function say(answer: ThreadAnswer<ScorerReady, ScorerAnswer>): void {
  port.postMessage(answer);
}

/** One step of the job whose turn it is; then messages are read, and it goes to the end of the line. */
function work(): void {
  const [next] = jobs;
  isWorking = next !== undefined;
  if (next === undefined) return;
  const [number, steps] = next;
  jobs.delete(number);
  try {
    const step = steps.next();
    if (step.done === true) say({ kind: 'scored', number, scores: step.value });
    else jobs.set(number, steps);
  } catch (error) {
    say({ kind: 'failed', number, reason: String(error) });
  }
  setImmediate(work);
}

port.on('message', (ask: (ScorerAsk & { readonly number: number }) | ThreadOrder) => {
  if (ask.kind === 'close') {
    jobs.clear();
    port.close();
  } else if (ask.kind === 'cancel') jobs.delete(ask.number);
  else {
    jobs.set(ask.number, judgeAsks(ask.asks, artifact));
    if (!isWorking) work();
  }
});
say({ kind: 'ready', version: artifact.version });
