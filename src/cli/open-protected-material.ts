// In: the home, and where to tell. Out: who finds protected material in completions, by the operator's indexes and one of the packages that Kinglet
// itself is made of; and the work that keeps that one. Knows no deployment.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../base/clock.ts';
import type { Fault } from '../contract/fault.ts';
import type { ServiceEvent } from '../contract/observer.ts';
import type { TextScorer } from '../contract/safety.ts';
import { packageIndexName } from '../safety/protected/build-index.ts';
import { indexExtension, openIndexFolder } from '../safety/protected/index-folder.ts';
import { keepPackageIndex } from '../safety/protected/package-index.ts';
import { createProtectedScorer } from '../safety/protected/protected-scorer.ts';

export interface ProtectedMaterial {
  readonly scorer: TextScorer;
  /** Seconds of one core where the packages changed, nearly nothing where not. Never rejects. */
  keepPackages(signal: AbortSignal): Promise<void>;
}

export function protectedFolder(home: string): string {
  return join(home, 'protected');
}

export function indexPath(home: string, name: string): string {
  return join(protectedFolder(home), `${name}${indexExtension}`);
}

export function openProtectedMaterial(
  home: string,
  { clock, emit }: { readonly clock: Clock; emit(event: ServiceEvent): void },
): ProtectedMaterial {
  const onFault = ({ code, message, cause }: Fault): void => {
    emit({ kind: 'fault-raised', requestId: null, code, message, cause });
    emit({ kind: 'notice', message });
  };
  const indexes = openIndexFolder({ folder: protectedFolder(home), nowMs: () => clock.nowMs(), onFault });
  return {
    scorer: createProtectedScorer(indexes),
    keepPackages: async (signal) => {
      try {
        const modulesFolder = findModulesFolder();
        const path = indexPath(home, packageIndexName);
        const report = modulesFolder === null ? null : await keepPackageIndex({ modulesFolder, path }, signal);
        if (report !== null)
          emit({
            kind: 'notice',
            message: `code of the installed packages is protected now: ${report.documentCount} files are in the index`,
          });
        // The first completion finds them read.
        await indexes.current();
      } catch (error) {
        if (!signal.aborted)
          emit({ kind: 'notice', message: `the code of the installed packages is not protected: ${String(error)}` });
      }
    },
  };
}

/** Beside the program, or where it is a package among others. */
function findModulesFolder(): string | null {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const own = join(root, 'node_modules');
  if (existsSync(join(own, 'hono'))) return own;
  const around = dirname(root);
  return basename(around) === 'node_modules' ? around : null;
}
