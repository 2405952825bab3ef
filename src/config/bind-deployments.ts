// In: the configured deployments, and the model and engine of the `engine.*` settings. Out: the deployments that requests are answered by,
// and the pools behind those that name engines. The model's own id is one more name of the first deployment that it answers.
import type { Deployment } from '../contract/caller.ts';
import type { FindHierarchyPolicy } from './bind-hierarchy-policies.ts';
import type { Config, DeploymentConfig } from './config.ts';
import { isAnsweredByOwnEngine, isOwnEngineId } from './uses-own-engine.ts';

export interface OwnEngine {
  readonly modelId: string;
  readonly engineId: string;
}

export interface BoundPool {
  /** What stands for an engine's id in a deployment. */
  readonly id: string;
  readonly engineIds: readonly string[];
}

/** `own` is null where no deployment needs it. */
export function bindDeployments(
  config: Config,
  own: OwnEngine | null,
  findHierarchyPolicy: FindHierarchyPolicy,
): readonly Deployment[] {
  const isModelIdTaken = config.deployments.some(
    ({ name, aliases, snapshot }) =>
      name === own?.modelId || snapshot === own?.modelId || aliases.some((alias) => alias === own?.modelId),
  );
  const named = isModelIdTaken ? undefined : config.deployments.find(isAnsweredByOwnEngine);
  return config.deployments.map((deployment) => ({
    name: deployment.name,
    aliases: deployment === named && own !== null ? [...deployment.aliases, own.modelId] : deployment.aliases,
    snapshot: deployment.snapshot,
    modelId: modelIdOf(deployment, config, own),
    engineId: isPooled(deployment, config) ? poolIdOf(deployment) : (own?.engineId ?? ''),
    neutralSystemText: deployment.neutralSystemText,
    limits: {
      maxOutputTokens: deployment.maxOutputTokens,
      answerMs: deployment.answerSeconds === null ? null : deployment.answerSeconds * 1000,
    },
    prices: deployment.prices,
    contentPolicy: deployment.contentPolicy,
    hierarchyPolicy: findHierarchyPolicy(deployment.hierarchyPolicy, `The deployment ${deployment.name}`),
    sharedPrefixes: deployment.sharedPrefixes,
    adapter: deployment.adapter,
  }));
}

export function bindPools(config: Pick<Config, 'deployments'>, own: OwnEngine | null): readonly BoundPool[] {
  const ownIds = own === null ? [] : [own.engineId];
  return config.deployments
    .filter((deployment) => isPooled(deployment, config))
    .map((deployment) => ({
      id: poolIdOf(deployment),
      engineIds:
        deployment.engines.length === 0
          ? ownIds
          : deployment.engines.flatMap((id) => (isOwnEngineId(id) ? ownIds : [id])),
    }));
}

/** An engine that stands in one pool is drained and tried again as in a pool everywhere. */
function isPooled({ engines }: DeploymentConfig, { deployments }: Pick<Config, 'deployments'>): boolean {
  return engines.length > 0 || deployments.some((other) => other.engines.some(isOwnEngineId));
}

function poolIdOf({ name }: Pick<DeploymentConfig, 'name'>): string {
  return `pool of ${name}`;
}

function modelIdOf(deployment: DeploymentConfig, config: Config, own: OwnEngine | null): string {
  if (own !== null && isAnsweredByOwnEngine(deployment)) return own.modelId;
  const [first] = deployment.engines;
  return deployment.model ?? config.engines.find(({ id }) => id === first)?.model ?? deployment.name;
}
