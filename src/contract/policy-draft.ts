// In: what an operator wrote of a policy, and the policy that it begins from. Out: the whole policy; whatever was left out is the base's.
// Knows no file and no wire format.
import {
  type AnswerCheck,
  answerChecks,
  type BlocklistRule,
  type ContentPolicy,
  type DetectionKind,
  type DetectionRule,
  detectionKinds,
  type HarmCategory,
  type HarmRule,
  harmCategories,
  type PersonalDataAction,
  type ScreenedSource,
  type SourceRules,
} from './safety.ts';

type Partly<Rule> = { readonly [Key in keyof Rule]?: Rule[Key] | undefined };

export interface SourceDraft {
  readonly harms?: Readonly<Partial<Record<HarmCategory, Partly<HarmRule> | undefined>>> | undefined;
  readonly detections?: Readonly<Partial<Record<DetectionKind, Partly<DetectionRule> | undefined>>> | undefined;
  readonly personalData?: PersonalDataAction | undefined;
  readonly answerChecks?: Readonly<Partial<Record<AnswerCheck, Partly<DetectionRule> | undefined>>> | undefined;
  /** Instead of all those of the base. */
  readonly blocklists?: readonly BlocklistRule[] | undefined;
}

export interface PolicyDraft {
  readonly name: string;
  readonly basePolicyName: string;
  readonly rules: Readonly<Record<ScreenedSource, SourceDraft>>;
  readonly streamMode?: ContentPolicy['streamMode'] | undefined;
  readonly onScorerFailure?: ContentPolicy['onScorerFailure'] | undefined;
}

function completeSource(draft: SourceDraft, base: SourceRules): SourceRules {
  const harms = { ...base.harms };
  for (const category of harmCategories) {
    const [given, rule] = [draft.harms?.[category], base.harms[category]];
    harms[category] = {
      isEnabled: given?.isEnabled ?? rule.isEnabled,
      isBlocking: given?.isBlocking ?? rule.isBlocking,
      threshold: given?.threshold ?? rule.threshold,
    };
  }
  const detections = { ...base.detections };
  for (const kind of detectionKinds) {
    const [given, rule] = [draft.detections?.[kind], base.detections[kind]];
    detections[kind] = {
      isEnabled: given?.isEnabled ?? rule.isEnabled,
      isBlocking: given?.isBlocking ?? rule.isBlocking,
    };
  }
  const checks: Partial<Record<AnswerCheck, DetectionRule>> = { ...base.answerChecks };
  for (const check of answerChecks) {
    const [given, rule] = [draft.answerChecks?.[check], base.answerChecks?.[check]];
    if (given === undefined) continue;
    checks[check] = {
      isEnabled: given.isEnabled ?? rule?.isEnabled ?? false,
      isBlocking: given.isBlocking ?? rule?.isBlocking ?? false,
    };
  }
  return {
    harms,
    detections,
    ...(Object.keys(checks).length === 0 ? {} : { answerChecks: checks }),
    personalData: draft.personalData ?? base.personalData,
    blocklists: draft.blocklists ?? base.blocklists,
  };
}

export function completePolicy(draft: PolicyDraft, base: ContentPolicy): ContentPolicy {
  return {
    name: draft.name,
    basePolicyName: base.name,
    isSystemManaged: false,
    rules: {
      prompt: completeSource(draft.rules.prompt, base.rules.prompt),
      completion: completeSource(draft.rules.completion, base.rules.completion),
    },
    streamMode: draft.streamMode ?? base.streamMode,
    onScorerFailure: draft.onScorerFailure ?? base.onScorerFailure,
  };
}
