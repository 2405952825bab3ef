// In: nothing. Out: what is said of a text by those who screen it, under which policy, and the ports between them: scorers tell how
// harmful a text is, a policy tells what follows from that, a verdict is both. Knows no wire format and no model.

export const harmCategories = ['hate', 'sexual', 'violence', 'selfHarm'] as const;
export type HarmCategory = (typeof harmCategories)[number];

/** Azure AI Content Safety's eight levels. Four levels are these without their last bit: 0 safe, 2 low, 4 medium, 6 high. */
export type Severity = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Whose words a text is: an end user's, a document's or tool's that the model will read, or the model's own. */
export type TextOrigin = 'user' | 'document' | 'completion';

/** Of what a policy has rules for. */
export type ScreenedSource = 'prompt' | 'completion';

/** Found or not, without a level. */
export const detectionKinds = ['jailbreak', 'indirectAttack', 'profanity', 'protectedText', 'protectedCode'] as const;
export type DetectionKind = (typeof detectionKinds)[number];

/** What the deployed model itself is asked about its finished answer. Azure's names are Ungrounded Material and Task Adherence. */
export const answerChecks = ['groundedness', 'taskAdherence'] as const;
export type AnswerCheck = (typeof answerChecks)[number];

/** What whole pages are, such as those of a training corpus. Of no policy: filters of data ask for it. */
export const pageKinds = ['spam', 'personalData'] as const;
export type PageKind = (typeof pageKinds)[number];

export interface ScoreAsk {
  /** Whole text, as it was written. A scorer undoes disguises itself. */
  readonly text: string;
  readonly origin: TextOrigin;
  /** The beginning of a text that is still being written: what is said of it is not worth remembering. */
  readonly isUnfinished?: boolean;
  /** UTF-16 units at its beginning that were judged before, with what came before them; they are here for what follows. */
  readonly judgedUnits?: number;
  /** Somebody asks what there is to say of it, and no answer waits: nothing is left out to save time. */
  readonly isThorough?: boolean;
}

/** Whose material a text repeats. */
export interface Citation {
  readonly kind: 'protectedText' | 'protectedCode';
  /** SPDX where it is known. */
  readonly license: string | null;
  readonly url: string;
}

/** What a scorer finds in one text; it leaves out what it does not look for. */
export interface TextScores {
  readonly harms?: Readonly<Partial<Record<HarmCategory, Severity>>>;
  /** 0 to 1, calibrated so that 0.5 is where it is found. */
  readonly detections?: Readonly<Partial<Record<DetectionKind, number>>>;
  /** 0 to 1, calibrated like detections. `personalData` is a page that gathers the data of several persons, not one that holds some. */
  readonly pages?: Readonly<Partial<Record<PageKind, number>>>;
  /** Of the protected material that was detected; what the text repeats most of comes first. */
  readonly citations?: readonly Citation[];
  /** Far enough from all that the scorer looks for to be shown before its sentence is over; absent where it cannot tell. */
  readonly isClear?: boolean;
}

/** One way to judge texts: our own first stage, a guard model, a service elsewhere. Faults are the panel's to handle. */
export interface TextScorer {
  readonly id: string;
  /** Changes whenever its judgement of some text may. */
  readonly version: string;
  /** Whether its scores tell `isClear`, and come quickly enough to be asked for every few words. */
  readonly tellsClear?: boolean;
  /** One answer for each ask, in their order. */
  score(asks: readonly ScoreAsk[], signal: AbortSignal): Promise<readonly TextScores[]>;
}

/** From this level on a harm is filtered; `low` is the strictest. */
export type SeverityThreshold = 'low' | 'medium' | 'high';

export interface HarmRule {
  readonly isEnabled: boolean;
  /** False annotates only. */
  readonly isBlocking: boolean;
  readonly threshold: SeverityThreshold;
}

export interface DetectionRule {
  readonly isEnabled: boolean;
  readonly isBlocking: boolean;
}

export type PersonalDataAction = 'off' | 'annotate' | 'redact' | 'block';

export interface BlocklistRule {
  readonly name: string;
  readonly isBlocking: boolean;
}

/** What holds for texts of one source. */
export interface SourceRules {
  readonly harms: Readonly<Record<HarmCategory, HarmRule>>;
  readonly detections: Readonly<Record<DetectionKind, DetectionRule>>;
  readonly personalData: PersonalDataAction;
  readonly blocklists: readonly BlocklistRule[];
  /** Of completions only. What is absent is off, as in policies that were kept before there were any. */
  readonly answerChecks?: Readonly<Partial<Record<AnswerCheck, DetectionRule>>>;
}

export interface ContentPolicy {
  /** Letters, digits, `_`, `.` and `-`; compared without regard to case. */
  readonly name: string;
  /** The policy that it was made from; null for those that come with the service. */
  readonly basePolicyName: string | null;
  readonly isSystemManaged: boolean;
  readonly rules: Readonly<Record<ScreenedSource, SourceRules>>;
  /** `buffered` shows text when it was screened; `asynchronous` shows it at once and says later what was found. */
  readonly streamMode: 'buffered' | 'asynchronous';
  /** What happens to a text when no scorer could judge it. */
  readonly onScorerFailure: 'open' | 'closed';
}

export interface BlocklistItem {
  readonly id: string;
  readonly text: string;
  readonly isRegex: boolean;
  readonly description: string | null;
}

export interface Blocklist {
  readonly name: string;
  readonly description: string | null;
  readonly items: readonly BlocklistItem[];
}

export interface BlocklistMatch {
  readonly blocklistName: string;
  readonly item: BlocklistItem;
}

export interface HarmFinding {
  readonly severity: Severity;
  readonly isFiltered: boolean;
}

export interface Detection {
  readonly isDetected: boolean;
  readonly isFiltered: boolean;
  /** Of protected material that was detected. */
  readonly citation?: Pick<Citation, 'license' | 'url'>;
}

/** A stretch of an answer's text, in code points; the end is behind its last. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** `spans` are the statements of the answer that nothing it was given supports. */
export interface GroundednessFinding extends Detection {
  readonly spans: readonly TextSpan[];
}

/** One kind of personal data in a text, such as `Email` or `CreditCardNumber` (Azure's names). */
export interface PersonalDataFinding {
  readonly kind: string;
  readonly isFiltered: boolean;
  readonly isRedacted: boolean;
}

/** What was found in all texts of one source together, and what follows. A category that the policy leaves off is absent. */
export interface Verdict {
  readonly source: ScreenedSource;
  readonly harms: Readonly<Partial<Record<HarmCategory, HarmFinding>>>;
  readonly detections: Readonly<Partial<Record<DetectionKind, Detection>>>;
  /** Null where the policy has no list for the source. */
  readonly blocklists: { readonly isFiltered: boolean; readonly matches: readonly BlocklistRule[] } | null;
  /** Null where the policy does not look for it. */
  readonly personalData: {
    readonly isFiltered: boolean;
    readonly redactedText: string | null;
    readonly findings: readonly PersonalDataFinding[];
  } | null;
  /** Absent where the policy does not ask for it, or the prompt holds nothing to be grounded in. */
  readonly groundedness?: GroundednessFinding;
  /** Absent where the policy does not ask for it. */
  readonly taskAdherence?: Detection;
  /** Calls that came from texts without authority; filtered where one was held back. Absent where no call with consequences was made. */
  readonly toolGuard?: Detection;
  /** What the operator keeps secret, told in an answer. Absent where the deployment does not watch for it. */
  readonly promptLeak?: Detection;
  /** The filter could not run, in whole or in part. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** Whether the text is kept back: the or of all above, and of a failure under a policy that closes. */
  readonly isFiltered: boolean;
}

/** Of a verdict in which nothing was found, or looked for. */
export const nothingFound = {
  harms: {},
  detections: {},
  blocklists: null,
  personalData: null,
  failure: null,
  isFiltered: false,
} as const satisfies Omit<Verdict, 'source'>;

/** One thing that a verdict tells, as metrics, log lines and audit rows know it. */
export interface FoundCategory {
  readonly category: string;
  /** `low`, `medium` or `high` of a harm; `found` of all others. */
  readonly level: string;
  readonly action: 'filtered' | 'annotated';
}

/** Who changed what the filter does, and how; `name` is the policy's or list's. */
export interface SafetyChange {
  readonly atMs: number;
  readonly keyId: string;
  readonly action:
    | 'policy-put'
    | 'policy-deleted'
    | 'blocklist-put'
    | 'blocklist-deleted'
    | 'items-put'
    | 'items-removed';
  readonly name: string;
}

/**
 * Policies and blocklists as they are now. Reads are of memory; a write is kept before it returns, holds from the next request on and
 * leaves a `SafetyChange`. Names are looked up without regard to case. Faults: `not_found`, `invalid_value`, `permission_denied` for
 * what the service itself manages.
 */
export interface SafetyRegistry {
  /** Grows with every change: a verdict is good for one version only. */
  version(): number;
  policies(): readonly ContentPolicy[];
  policy(name: string): ContentPolicy | null;
  putPolicy(policy: ContentPolicy, keyId: string): 'created' | 'replaced';
  deletePolicy(name: string, keyId: string): void;
  blocklists(): readonly Blocklist[];
  blocklist(name: string): Blocklist | null;
  /** Keeps the items of a list that is there. */
  putBlocklist(name: string, description: string | null, keyId: string): 'created' | 'replaced';
  deleteBlocklist(name: string, keyId: string): void;
  /** Items whose id is known are replaced. Returns them as kept. At most 10,000 in a list. */
  putItems(name: string, items: readonly BlocklistItem[], keyId: string): readonly BlocklistItem[];
  removeItems(name: string, ids: readonly string[], keyId: string): void;
  changes(limit: number): readonly SafetyChange[];
}
