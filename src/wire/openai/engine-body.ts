// In: what is known of an engine in a pool. Out: the same as the admin routes write it, in OpenAI's manner.
import type { EngineStatus } from '../../contract/engine-pool.ts';

export function engineBody(status: EngineStatus): object {
  return {
    id: status.id,
    object: 'engine',
    availability: status.availability,
    weight: status.weight,
    slots: status.slots,
    load: status.load,
    failures_in_row: status.failuresInRow,
    retry_at: status.retryAtMs === null ? null : Math.ceil(status.retryAtMs / 1000),
  };
}

export function enginesBody(statuses: readonly EngineStatus[]): object {
  return { object: 'list', data: statuses.map(engineBody) };
}
