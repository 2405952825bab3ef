// In: the Config. Out: whether any deployment is answered by the engine of the `engine.*` settings. Where none is, it need not run.
import { type Config, type DeploymentConfig, ownEngineIds } from './config.ts';

export function isAnsweredByOwnEngine({ engines }: Pick<DeploymentConfig, 'engines'>): boolean {
  return engines.length === 0 || engines.some((id) => isOwnEngineId(id));
}

export function usesOwnEngine({ deployments }: Pick<Config, 'deployments'>): boolean {
  return deployments.some(isAnsweredByOwnEngine);
}

export function isOwnEngineId(id: string): boolean {
  return ownEngineIds.some((own) => own === id);
}
