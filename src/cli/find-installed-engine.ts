// In: where engines come from. Out: the one that a start would use, where it is here already, else why there is none. Fetches nothing.
import type { EngineLaunch } from '../catalog/engine-launch.ts';
import type { ProvisionEngineOptions } from '../catalog/engine-options.ts';
import { provisionEngine } from '../catalog/provision-engine.ts';
import { Fault } from '../contract/fault.ts';

export interface InstalledEngine {
  readonly launch: EngineLaunch | null;
  readonly reason: string;
}

export async function findInstalledEngine(
  options: ProvisionEngineOptions,
  signal: AbortSignal,
): Promise<InstalledEngine> {
  try {
    const launch = await provisionEngine({ ...options, isFetchAllowed: false }, () => undefined, signal);
    return { launch, reason: launch.reason };
  } catch (error) {
    const isNoneHere = error instanceof Fault && error.code === 'engine_not_found' && options.configuredPath === null;
    if (!isNoneHere) throw error;
    return { launch: null, reason: 'none is here yet; the first start fetches one' };
  }
}
