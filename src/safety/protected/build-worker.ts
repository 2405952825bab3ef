// In: a node_modules folder and a path as workerData, then the ask to build. Out: the index of the installed packages there. The thread's own program, nice to all
// others; told to close it ends within a moment. Knows no service.
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadAnswer, ThreadOrder } from '../../base/asked-thread.ts';
import { makeWay } from '../../base/make-way.ts';
import { type BuildReport, buildIndex, packagePlan } from './build-index.ts';
import type { BuildAnswer, BuildAsk, BuildReady, BuildSetup } from './build-messages.ts';
import { readIndexHeader } from './index-file.ts';

if (parentPort === null) throw new Error('build-worker runs as a thread');
const port = parentPort;
// Only package-index starts this program, with a BuildSetup.
const { modulesFolder, path } = workerData as BuildSetup;

makeWay(19);
const plan = packagePlan(modulesFolder);
let steps: Generator<undefined, BuildReport> | null = null;

function say(answer: ThreadAnswer<BuildReady, BuildAnswer>): void {
  port.postMessage(answer);
}

/** Between two steps messages are read. */
function work(number: number): void {
  if (steps === null) return;
  try {
    const step = steps.next();
    if (step.done === true) say({ kind: 'built', number, report: step.value });
    else setImmediate(work, number);
  } catch (error) {
    say({ kind: 'failed', number, reason: String(error) });
  }
}

port.on('message', (ask: (BuildAsk & { readonly number: number }) | ThreadOrder) => {
  if (ask.kind === 'build') {
    steps = buildIndex(plan, path);
    work(ask.number);
    return;
  }
  // Nobody waits for it any more: what it wrote so far goes.
  const abandoned = steps;
  steps = null;
  // It cannot run: messages come between its steps.
  if (abandoned !== null)
    void abandoned.return({ documentCount: 0, tokenCount: 0, shingleCount: 0, characterCount: 0 });
  if (ask.kind === 'close') port.close();
});
say({ kind: 'ready', isCurrent: readIndexHeader(path)?.madeFrom === plan.madeFrom });
