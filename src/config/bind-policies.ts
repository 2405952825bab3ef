// In: the policies of the file and those that come with the service. Out: the file's policies whole. A policy may begin from one that
// stands before it.
import { Fault } from '../contract/fault.ts';
import { completePolicy } from '../contract/policy-draft.ts';
import type { ContentPolicy } from '../contract/safety.ts';
import type { Config } from './config.ts';
import { didYouMean } from './did-you-mean.ts';

export function bindPolicies(
  { policies }: Pick<Config, 'policies'>,
  systemPolicies: readonly ContentPolicy[],
): readonly ContentPolicy[] {
  const bound: ContentPolicy[] = [];
  for (const draft of policies) {
    const known = [...systemPolicies, ...bound];
    const base = known.find(({ name }) => name.toLowerCase() === draft.basePolicyName.toLowerCase());
    if (base === undefined) {
      const suggestion = didYouMean(
        draft.basePolicyName,
        known.map(({ name }) => name),
      );
      const message = `The policy ${draft.name} of the configuration file begins from ${draft.basePolicyName}, which is not there${suggestion}`;
      throw new Fault('config_invalid', message);
    }
    bound.push(completePolicy(draft, base));
  }
  return bound;
}
