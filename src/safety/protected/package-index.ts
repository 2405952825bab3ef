// In: a node_modules folder and where the index of its packages shall be. Out: it there, made anew where the packages changed, by a process that
// takes its memory along when it ends. Knows no service.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Fault } from '../../contract/fault.ts';
import type { BuildReport } from './build-index.ts';

/** What the process says at its end. */
export type BuildMessage =
  /** The index that is there was made from these very packages. */
  { readonly kind: 'current' } | { readonly kind: 'built'; readonly report: BuildReport };

export interface PackageIndexPlace {
  readonly modulesFolder: string;
  readonly path: string;
}

/** Megabytes: files are read one by one, and garbage shall not grow. */
const memoryFlags = ['--max-semi-space-size=4', '--max-old-space-size=256'];

/** Null where it is there already. Fault `internal` when it cannot be built, and the signal's reason. */
export async function keepPackageIndex(
  { modulesFolder, path }: PackageIndexPlace,
  signal: AbortSignal,
): Promise<BuildReport | null> {
  signal.throwIfAborted();
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  const program = fileURLToPath(new URL(`./build-program${extension}`, import.meta.url));
  const child = fork(program, [modulesFolder, path], {
    execArgv: memoryFlags,
    signal,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => {
      const message = 'The index of the installed packages could not be built.';
      reject(signal.aborted ? signal.reason : new Fault('internal', message, { cause }));
    };
    child.once('message', (message) => {
      // Only build-program sends, and only this.
      const said = message as BuildMessage;
      resolve(said.kind === 'built' ? said.report : null);
    });
    child.once('error', fail);
    child.once('exit', (code, killedBy) => fail(new Error(`its process ended with ${code ?? killedBy}`)));
  });
}
