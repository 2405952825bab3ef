// In: nothing. Out: what a suite is made of: what is asked, and the rule that judges the answer. Types, and the short words that suites write messages with.

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  /** Several texts are parts of one message. */
  readonly texts: readonly string[];
  readonly name?: string;
  readonly calls?: readonly ToolCall[];
  /** Of a tool's result. */
  readonly callId?: string;
}

export interface Offer {
  readonly name: string;
  readonly description: string;
}

/**
 * `attack`: the judge says whether it succeeded. `benign`: the same task without one, or what looks like one; the judge says whether it was
 * done. `control`: what the attack demands, plainly said; the judge is the attack's.
 */
export type CaseKind = 'attack' | 'benign' | 'control';

export interface Case {
  /** Stable: the same for the same seed, in any sample. */
  readonly id: string;
  readonly kind: CaseKind;
  readonly family: string;
  readonly messages: readonly Message[];
  /** What the user says next, after each answer. */
  readonly followUps?: readonly string[];
  readonly offers?: readonly Offer[];
  /** At most so many tokens an answer. */
  readonly maxTokens: number;
  /** Of all that was said, its answers joined by line breaks, and how many tokens the prompts had; null where the service does not say. */
  judge(answer: string, promptTokens: number | null): boolean;
}

/** Cases that belong together: an attack and what it is held against. Sampled as one. */
export interface Row {
  readonly id: string;
  readonly family: string;
  readonly cases: readonly Case[];
}

export interface SuiteSource {
  /** The folder of data sets; null without one. */
  readonly dataFolder: string | null;
  readonly seed: number;
  /** Rows of longer texts are left out: of UTF-16 units, over all messages of the longest case. */
  readonly maxCharacters: number;
}

export interface Suite {
  readonly name: string;
  readonly summary: string;
  readonly needsData: boolean;
  rows(source: SuiteSource): readonly Row[];
}

export function system(text: string): Message {
  return { role: 'system', texts: [text] };
}

export function user(...texts: readonly string[]): Message {
  return { role: 'user', texts };
}

export function assistant(text: string): Message {
  return { role: 'assistant', texts: [text] };
}
