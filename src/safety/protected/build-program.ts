// In: a node_modules folder and a path as arguments. Out: the index of the installed packages there, and a message with what became of it. A
// process of its own, nice to all others; it ends with who started it, and leaves nothing half done. Knows no service.
import { setPriority } from 'node:os';
import { buildIndex, packagePlan } from './build-index.ts';
import { readIndexHeader } from './index-file.ts';
import type { BuildMessage } from './package-index.ts';

const niceness = 19;
const [modulesFolder = '', path = ''] = process.argv.slice(2);
let isStopped = false;

const stop = (): void => {
  isStopped = true;
};
process.on('SIGTERM', stop);
process.on('disconnect', stop);

function end(message: BuildMessage): void {
  if (process.connected) process.send?.(message, () => process.disconnect());
}

/** Messages and signals come between its steps. */
function work(steps: ReturnType<typeof buildIndex>): void {
  if (isStopped) {
    steps.return({ documentCount: 0, tokenCount: 0, shingleCount: 0, characterCount: 0 });
    process.exit(1);
  }
  const step = steps.next();
  if (step.done === true) end({ kind: 'built', report: step.value });
  else setImmediate(work, steps);
}

setPriority(niceness);
const plan = packagePlan(modulesFolder);
if (readIndexHeader(path)?.madeFrom === plan.madeFrom) end({ kind: 'current' });
else work(buildIndex(plan, path));
