// In: what differs from a policy that filters nothing. Out: the policy, for tests.
import type { BlocklistRule, ContentPolicy, SourceRules } from '../contract/safety.ts';

export function aPolicy(
  name: string,
  changes: Partial<ContentPolicy> = {},
  blocklists: readonly BlocklistRule[] = [],
): ContentPolicy {
  const harm = { isEnabled: false, isBlocking: false, threshold: 'medium' } as const;
  const detection = { isEnabled: false, isBlocking: false };
  const rules: SourceRules = {
    harms: { hate: harm, sexual: harm, violence: harm, selfHarm: harm },
    detections: {
      jailbreak: detection,
      indirectAttack: detection,
      profanity: detection,
      protectedText: detection,
      protectedCode: detection,
    },
    personalData: 'off',
    blocklists,
  };
  return {
    name,
    basePolicyName: 'Microsoft.DefaultV2',
    isSystemManaged: false,
    rules: { prompt: rules, completion: rules },
    streamMode: 'buffered',
    onScorerFailure: 'open',
    ...changes,
  };
}
