// In: the deployments and the name a client asks for. Out: the one that has it as name, alias or snapshot, or null.
import type { Deployment } from '../contract/caller.ts';

export function findDeployment(deployments: readonly Deployment[], name: string): Deployment | null {
  return (
    deployments.find(
      (deployment) => deployment.name === name || deployment.snapshot === name || deployment.aliases.includes(name),
    ) ?? null
  );
}
