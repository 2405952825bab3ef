// In: nothing. Out: the policies that come with the service, named and set as Azure OpenAI has them. Nobody can change or delete them.
import {
  type ContentPolicy,
  type DetectionKind,
  type DetectionRule,
  detectionKinds,
  type HarmCategory,
  type HarmRule,
  harmCategories,
  type SourceRules,
} from '../contract/safety.ts';

export const defaultPolicyName = 'Microsoft.DefaultV2';

const blocking: DetectionRule = { isEnabled: true, isBlocking: true };
const annotating: DetectionRule = { isEnabled: true, isBlocking: false };
const off: DetectionRule = { isEnabled: false, isBlocking: false };

function sourceRules(detections: Partial<Record<DetectionKind, DetectionRule>>): SourceRules {
  const harmRule: HarmRule = { isEnabled: true, isBlocking: true, threshold: 'medium' };
  const harms = Object.fromEntries(harmCategories.map((category) => [category, harmRule]));
  const all = Object.fromEntries(detectionKinds.map((kind) => [kind, detections[kind] ?? off]));
  return {
    // Made of all the keys that the records ask for.
    harms: harms as Record<HarmCategory, HarmRule>,
    detections: all as Record<DetectionKind, DetectionRule>,
    personalData: 'off',
    blocklists: [],
  };
}

function systemPolicy(name: string, rules: ContentPolicy['rules']): ContentPolicy {
  return {
    name,
    basePolicyName: null,
    isSystemManaged: true,
    rules,
    streamMode: 'buffered',
    onScorerFailure: 'open',
  };
}

export const systemPolicies: readonly ContentPolicy[] = [
  systemPolicy(defaultPolicyName, {
    prompt: sourceRules({ jailbreak: blocking }),
    completion: sourceRules({ protectedText: blocking, protectedCode: annotating }),
  }),
  /** The one before: the four harms only. */
  systemPolicy('Microsoft.Default', { prompt: sourceRules({}), completion: sourceRules({}) }),
];
