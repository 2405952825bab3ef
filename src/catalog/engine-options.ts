// In: nothing. Out: what every source of an engine is given. Types only.
import type { DownloadLimits } from './download-file.ts';
import type { EngineCatalog } from './engine-entry.ts';
import type { EngineLaunch } from './engine-launch.ts';
import type { Machine } from './machine.ts';
import type { Carrier } from './pip-carrier.ts';
import type { Watch } from './progress.ts';

export interface EngineReach {
  readonly release: boolean;
  readonly wheels: boolean;
}

export interface ProvisionEngineOptions {
  readonly home: string;
  readonly engines: EngineCatalog;
  readonly machine: Machine;
  /** The operator's own llama-server; null looks for one. */
  readonly configuredPath: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What is known not to answer is not asked again. */
  readonly reach?: EngineReach;
  readonly limits?: DownloadLimits;
  readonly carrier?: Carrier;
  /** False looks only at what is here already. */
  readonly isFetchAllowed?: boolean;
}

/** One source's answer: an engine, or one line saying why there is none. */
export type EngineOffer =
  | { readonly launch: Omit<EngineLaunch, 'reason'>; readonly what: string }
  | { readonly obstacle: string };

/** The options, and how the work is followed and ended. */
export interface EngineTask extends ProvisionEngineOptions, Watch {}

export type EngineSourceFinder = (task: EngineTask) => Promise<EngineOffer>;
