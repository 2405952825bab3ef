// In: rules that differ from the usual. Out: a policy: all four harms block from medium on, nothing else is looked for.
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

export interface RuleChanges extends Partial<Pick<SourceRules, 'personalData' | 'blocklists'>> {
  readonly harms?: Partial<Record<HarmCategory, HarmRule>>;
  readonly detections?: Partial<Record<DetectionKind, DetectionRule>>;
}

const usualHarm: HarmRule = { isEnabled: true, isBlocking: true, threshold: 'medium' };
const unusedDetection: DetectionRule = { isEnabled: false, isBlocking: false };

function recordOf<Key extends string, Value>(keys: readonly Key[], value: Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>;
}

/** The same for prompts and completions. */
export function policyWith(changes: RuleChanges, rest: Partial<ContentPolicy> = {}): ContentPolicy {
  const rules: SourceRules = {
    harms: { ...recordOf(harmCategories, usualHarm), ...changes.harms },
    detections: { ...recordOf(detectionKinds, unusedDetection), ...changes.detections },
    personalData: changes.personalData ?? 'off',
    blocklists: changes.blocklists ?? [],
  };
  return {
    name: 'test',
    basePolicyName: null,
    isSystemManaged: false,
    rules: { prompt: rules, completion: rules },
    streamMode: 'buffered',
    onScorerFailure: 'open',
    ...rest,
  };
}
