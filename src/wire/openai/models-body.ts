// In: deployments. Out: what `GET /models` and `GET /models/{id}` answer. Knows no engine and no caller: the list comes filtered.
import type { Deployment } from '../../contract/caller.ts';

export interface ModelBody {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: 'kinglet';
}

export interface ModelsBody {
  readonly object: 'list';
  readonly data: ModelBody[];
}

export function modelBody(id: string, createdSeconds: number): ModelBody {
  return { id, object: 'model', created: createdSeconds, owned_by: 'kinglet' };
}

/** Every name that a client may ask for, once: deployments in their order, each with its snapshot and aliases behind it. */
export function modelsBody(
  deployments: readonly Pick<Deployment, 'name' | 'snapshot' | 'aliases'>[],
  createdSeconds: number,
): ModelsBody {
  const names = new Set(deployments.flatMap(({ name, snapshot, aliases }) => [name, snapshot, ...aliases]));
  return { object: 'list', data: [...names].map((name) => modelBody(name, createdSeconds)) };
}
