// In: nothing. Out: what passes between us and the thread that builds, beside what `base/asked-thread` adds. Types only.
import type { BuildReport } from './build-index.ts';

export interface BuildSetup {
  readonly modulesFolder: string;
  readonly path: string;
}

export interface BuildReady {
  /** Whether the index that is there was made from these packages. */
  readonly isCurrent: boolean;
}

export interface BuildAsk {
  readonly kind: 'build';
}

export interface BuildAnswer {
  readonly kind: 'built';
  readonly report: BuildReport;
}
