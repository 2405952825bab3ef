// In: a node_modules folder and where the index of its packages shall be. Out: it there, made anew where the packages changed, in a thread that is
// nice to all others. Knows no service.
import { startAskedThread } from '../../base/asked-thread.ts';
import { Fault } from '../../contract/fault.ts';
import type { BuildReport } from './build-index.ts';
import type { BuildAnswer, BuildAsk, BuildReady, BuildSetup } from './build-messages.ts';

/** Null where it is there already. Fault `internal` when it cannot be built, and the signal's reason. */
export async function keepPackageIndex(setup: BuildSetup, signal: AbortSignal): Promise<BuildReport | null> {
  const { ready, ask, stop } = await startAskedThread<BuildReady, BuildAsk, BuildAnswer>({
    name: 'kinglet-protected',
    path: './build-worker',
    startedFrom: import.meta.url,
    setup,
    broken: (cause) => new Fault('internal', 'The index of the installed packages could not be built.', { cause }),
  });
  try {
    signal.throwIfAborted();
    return ready.isCurrent ? null : (await ask({ kind: 'build' }, signal)).report;
  } finally {
    await stop();
  }
}
