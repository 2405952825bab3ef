// In: the hierarchy policies of the file and those that come with the service. Out: all of them whole, found by name. A policy may begin from
// one that stands before it.
import { Fault } from '../contract/fault.ts';
import type { HierarchyDraft, HierarchyPolicy } from '../contract/hierarchy.ts';
import type { Config } from './config.ts';
import { didYouMean } from './did-you-mean.ts';

/** Fault `config_invalid` where a name is not there, says who asked for it. */
export type FindHierarchyPolicy = (name: string, asker: string) => HierarchyPolicy;

export function bindHierarchyPolicies(
  { hierarchyPolicies }: Pick<Config, 'hierarchyPolicies'>,
  systemPolicies: readonly HierarchyPolicy[],
): FindHierarchyPolicy {
  const known = [...systemPolicies];
  const find: FindHierarchyPolicy = (name, asker) => {
    const found = known.find((policy) => sameName(policy.name, name));
    if (found !== undefined) return found;
    const suggestion = didYouMean(
      name,
      known.map((policy) => policy.name),
    );
    throw new Fault('config_invalid', `${asker} names the hierarchy policy ${name}, which is not there${suggestion}`);
  };
  for (const draft of hierarchyPolicies) {
    if (known.some(({ name }) => sameName(name, draft.name)))
      throw new Fault(
        'config_invalid',
        `There are two hierarchy policies with the name ${draft.name}; give each its own`,
      );
    known.push(complete(draft, find(draft.basePolicyName, `The hierarchy policy ${draft.name}`)));
  }
  return find;
}

function complete(draft: HierarchyDraft, base: HierarchyPolicy): HierarchyPolicy {
  return {
    name: draft.name,
    platformText: draft.platformText === undefined ? base.platformText : draft.platformText,
    spotlight: draft.spotlight ?? base.spotlight,
    isPastedData: draft.isPastedData ?? base.isPastedData,
    untrustedInstructions: draft.untrustedInstructions ?? base.untrustedInstructions,
    secrecy: draft.secrecy ?? base.secrecy,
    hasCanary: draft.hasCanary ?? base.hasCanary,
    toolGuard: draft.toolGuard ?? base.toolGuard,
    consequentialTools: draft.consequentialTools ?? base.consequentialTools,
  };
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
