// In: nothing. Out: what may be asked of a text: how harmful it is, whether it attacks, what of a blocklist stands in it, whether it is grounded,
// and the answers. Knows no wire format.
import type { BlocklistMatch, Citation, HarmCategory, Severity } from './safety.ts';

/** Which items of the named lists a text holds. A name that is no list is passed over. */
export type MatchBlocklists = (
  text: string,
  names: readonly string[],
  signal: AbortSignal,
) => Promise<readonly BlocklistMatch[]>;

export interface AnalyzeTextAsk {
  readonly text: string;
  /** In the order of the answer. */
  readonly categories: readonly HarmCategory[];
  readonly blocklistNames: readonly string[];
  /** A match ends the analysis: nothing is scored then. */
  readonly isHaltedByBlocklist: boolean;
}

export interface TextAnalysis {
  readonly matches: readonly BlocklistMatch[];
  readonly harms: readonly { readonly category: HarmCategory; readonly severity: Severity }[];
}

export interface ShieldPromptAsk {
  /** Null where only documents are asked about. */
  readonly userPrompt: string | null;
  readonly documents: readonly string[];
}

export interface PromptAttacks {
  /** Null where there was no user prompt. */
  readonly isUserPromptAttack: boolean | null;
  /** One for each document. */
  readonly documents: readonly boolean[];
}

export interface ProtectedAsk {
  readonly text: string;
  readonly kind: Citation['kind'];
}

export interface ProtectedAnalysis {
  readonly isDetected: boolean;
  /** Of what was asked about. */
  readonly citations: readonly Citation[];
}

export interface ModerationAsk {
  readonly model: string;
  /** One result for each; the texts of one are judged together. */
  readonly inputs: readonly (readonly string[])[];
}

/** The severities of one input. */
export type HarmSeverities = Readonly<Record<HarmCategory, Severity>>;

/** Whether what a model wrote is grounded in what it was given. */
export interface GroundednessAsk {
  readonly text: string;
  readonly sources: readonly string[];
  /** What the text answers; null for a summary. */
  readonly query: string | null;
  readonly isMedical: boolean;
  /** The deployment that shall judge; null leaves it to the service. */
  readonly deployment: string | null;
  readonly isReasoned: boolean;
  readonly isCorrected: boolean;
}

export interface GroundednessReport {
  /** Of statements that the sources do not support; `reason` is null where none was asked for. */
  readonly details: readonly { readonly text: string; readonly reason: string | null }[];
  /** Their part of the text, 0 to 1. */
  readonly ungroundedShare: number;
  /** Null where no correction was asked for, or none is needed. */
  readonly correctedText: string | null;
}
