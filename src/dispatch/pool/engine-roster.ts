// In: a fleet, and whatever happens to it. Out: the EngineRoster port for admins, and each change of an engine's availability told once.
import type { EngineAvailability, EngineRoster, EngineStatus } from '../../contract/engine-pool.ts';
import { Fault } from '../../contract/fault.ts';
import type { Observer } from '../../contract/observer.ts';
import type { Fleet } from './fleet.ts';

export interface WatchedRoster extends EngineRoster {
  /** Looks for changes; cheap, and some come by time alone. */
  tellChanges(): void;
}

export function createEngineRoster(fleet: Fleet, nowMs: () => number, observer: Observer): WatchedRoster {
  const told = new Map<string, EngineAvailability>();

  function statusOf(id: string): EngineStatus {
    const status = fleet.status(id, nowMs());
    if (status !== null) return status;
    const known = fleet.ids.length === 0 ? 'No deployment has a pool.' : `There are ${fleet.ids.join(', ')}.`;
    throw new Fault('not_found', `There is no engine ${id} in a pool. ${known}`);
  }

  function tellChanges(): void {
    for (const id of fleet.ids) {
      const { availability } = statusOf(id);
      if (told.get(id) === availability) continue;
      told.set(id, availability);
      observer.emit({ kind: 'engine-availability', engineId: id, availability });
    }
  }

  function change(id: string, act: (id: string) => void): EngineStatus {
    statusOf(id);
    act(id);
    tellChanges();
    return statusOf(id);
  }

  return {
    list: () => fleet.ids.map(statusOf),
    drain: (id) => change(id, (known) => fleet.drain(known)),
    resume: (id) => change(id, (known) => fleet.resume(known)),
    tellChanges,
  };
}
