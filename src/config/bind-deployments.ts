// In: the configured deployments, the model that runs and the engine that runs it. Out: the deployments that requests are answered by.
// The model's own id is one more name of the first.
import type { Deployment } from '../contract/caller.ts';
import type { FindHierarchyPolicy } from './bind-hierarchy-policies.ts';
import type { Config } from './config.ts';

export function bindDeployments(
  config: Config,
  modelId: string,
  engineId: string,
  findHierarchyPolicy: FindHierarchyPolicy,
): readonly Deployment[] {
  const isModelIdTaken = config.deployments.some(
    ({ name, aliases, snapshot }) => name === modelId || snapshot === modelId || aliases.includes(modelId),
  );
  return config.deployments.map((deployment, index) => ({
    name: deployment.name,
    aliases: index === 0 && !isModelIdTaken ? [...deployment.aliases, modelId] : deployment.aliases,
    snapshot: deployment.snapshot,
    modelId,
    engineId,
    neutralSystemText: deployment.neutralSystemText,
    limits: { maxOutputTokens: deployment.maxOutputTokens },
    prices: deployment.prices,
    contentPolicy: deployment.contentPolicy,
    hierarchyPolicy: findHierarchyPolicy(deployment.hierarchyPolicy, `The deployment ${deployment.name}`),
  }));
}
