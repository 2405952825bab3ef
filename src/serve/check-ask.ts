// In: what a request asks of a deployment. Out: nothing, or the Fault that names the field at fault: checks that every use case shares,
// none of which costs model time. Knows no wire format.
import type { Caller, Deployment } from '../contract/caller.ts';
import type { EngineFacts } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';

export interface DeploymentPorts {
  findDeployment(name: string): Deployment | null;
}

/** A fault repeats what was asked for, not a page of it. */
const maxShownName = 256;

export function usableDeployment(name: string, caller: Caller, ports: DeploymentPorts): Deployment {
  const deployment = ports.findDeployment(name);
  if (deployment === null || (caller.deployments !== null && !caller.deployments.includes(deployment.name))) {
    const shown = name.length > maxShownName ? `${name.slice(0, maxShownName)}…` : name;
    throw new Fault('model_not_found', `The model \`${shown}\` does not exist or you do not have access to it.`);
  }
  return deployment;
}

export function checkOutputLimit(maxTokens: number | null, field: string, deployment: Deployment): void {
  const limit = deployment.limits.maxOutputTokens;
  if (maxTokens === null || maxTokens <= limit) return;
  throw new Fault(
    'invalid_value',
    `${field} is too large: ${maxTokens}. This model supports at most ${limit} completion tokens, whereas you provided ${maxTokens}.`,
    { param: field },
  );
}

export function checkLogitBias(logitBias: ReadonlyMap<number, number>, facts: EngineFacts): void {
  const size = facts.vocabularySize;
  if (size === null) return;
  for (const token of logitBias.keys()) {
    if (token >= size) {
      throw new Fault('invalid_value', `Invalid key in 'logit_bias': ${token}. Maximum value is ${size - 1}.`, {
        param: 'logit_bias',
      });
    }
  }
}
