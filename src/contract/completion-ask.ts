// In: nothing. Out: one complete, trusted request to go on with texts as they stand, without a conversation, and the pieces of its
// answer. Every field is present: what the client left out has its documented default. Knows no wire format.
import type { Sampling } from './ask.ts';
import type { TokenChance } from './logprobs.ts';
import type { Finish, FinishReason, Screened, TextDelta, UsageReport } from './piece.ts';
import type { TokenId } from './vocabulary.ts';

export type RawPrompt =
  | { readonly kind: 'text'; readonly text: string }
  /** As the client cut it; not yet checked against the vocabulary. */
  | { readonly kind: 'tokens'; readonly tokens: readonly TokenId[] };

export interface CompletionAsk {
  /** The name that the client asked for; a deployment's name or alias. */
  readonly model: string;
  /** One or more. */
  readonly prompts: readonly RawPrompt[];
  /** Where each prompt stands in the request, for faults that must name it: `prompt` or `prompt[2]`. */
  readonly isPromptList: boolean;
  /** What comes behind the text that is asked for; null asks for a continuation. */
  readonly suffix: string | null;
  /** `maxTokens` is a number here; 0 generates nothing. */
  readonly sampling: Sampling & { readonly maxTokens: number };
  /** Answers to each prompt. */
  readonly choiceCount: number;
  /** Answers to each prompt of which the likeliest are told; at least `choiceCount`. */
  readonly candidateCount: number;
  /** Each answer begins with its prompt. */
  readonly isEcho: boolean;
  readonly isStream: boolean;
  /** The stream ends with a chunk that holds the usage. */
  readonly isUsageIncluded: boolean;
  /** End user id, for abuse monitoring; null when absent. */
  readonly endUser: string | null;
}

/** A token of a prompt or of its answer. */
export interface RawToken {
  readonly token: string;
  readonly bytes: readonly number[];
  /** Null where nothing precedes it, and where the engine does not tell. */
  readonly logprob: number | null;
  readonly top: readonly TokenChance[];
}

/** First of its choice, where an echo was asked for. */
export interface PromptEcho {
  readonly kind: 'prompt-echo';
  readonly choice: number;
  readonly text: string;
  /** Empty when probabilities were not asked for. */
  readonly tokens: readonly RawToken[];
}

export interface RawTextDelta extends Omit<TextDelta, 'logprobs'> {
  readonly logprobs: readonly RawToken[];
}

export interface TextFinish extends Finish {
  readonly reason: Exclude<FinishReason, 'tool_calls'>;
}

/** Choices are numbered prompt by prompt. */
export type CompletionPiece = PromptEcho | Screened | RawTextDelta | TextFinish | UsageReport;
