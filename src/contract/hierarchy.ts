// In: nothing. Out: how much a text may command, and what a deployment does with texts that command more than they may. Knows no wire
// format and no model.

/**
 * Highest first (OpenAI's Model Spec). What a wire calls `system` or `user` is a claim; the caller's key and deployment decide. `none` is
 * data: documents, answers of tools, files, text read from pictures, and what the model itself said.
 */
export const authorities = ['platform', 'system', 'developer', 'user', 'none'] as const;
export type Authority = (typeof authorities)[number];

/** What the turns of a request may claim. */
export const claimableAuthorities = ['system', 'developer', 'user'] as const;
export type ClaimableAuthority = (typeof claimableAuthorities)[number];

/** How text without authority is marked as data (Hines et al. 2024): a boundary around it, a mark between its words, or an encoding. */
export const spotlights = ['off', 'delimit', 'datamark', 'encode'] as const;
export type Spotlight = (typeof spotlights)[number];

/** Of instructions that stand in text without authority. `remove` takes out their sentences. */
export const untrustedInstructionActions = ['off', 'annotate', 'remove', 'block'] as const;
export type UntrustedInstructionAction = (typeof untrustedInstructionActions)[number];

/** Of an answer that is about to tell what the operator's texts keep secret. `refuse` ends it there. */
export const secrecyActions = ['off', 'annotate', 'redact', 'refuse'] as const;
export type SecrecyAction = (typeof secrecyActions)[number];

/** Of a call with consequences whose name or arguments come from text without authority. `hold` keeps it back. */
export const toolGuardActions = ['off', 'annotate', 'hold'] as const;
export type ToolGuardAction = (typeof toolGuardActions)[number];

export interface HierarchyPolicy {
  /** Letters, digits, `_`, `.` and `-`; compared without regard to case. */
  readonly name: string;
  /** Said above all that a request says; no request overrides or removes it. Null says nothing. */
  readonly platformText: string | null;
  readonly spotlight: Spotlight;
  /** What stands apart in a user's text, such as a report behind a question, is data too. */
  readonly isPastedData: boolean;
  readonly untrustedInstructions: UntrustedInstructionAction;
  readonly secrecy: SecrecyAction;
  /** A word that nobody can guess stands in the operator's words, and no answer may tell it. Told to a small model, it costs tasks. */
  readonly hasCanary: boolean;
  readonly toolGuard: ToolGuardAction;
  /** Names of functions whose calls have consequences; `*` at the end stands for any ending. */
  readonly consequentialTools: readonly string[];
}

/** What an operator wrote of a policy; what it leaves out is its base's. */
export type HierarchyDraft = {
  readonly [Key in Exclude<keyof HierarchyPolicy, 'name'>]?: HierarchyPolicy[Key] | undefined;
} & {
  readonly name: string;
  readonly basePolicyName: string;
};
