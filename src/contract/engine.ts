// In: nothing. Out: the port that every engine dialect implements. A dialect speaks, streams and cancels; it knows no caller,
// no deployment, no policy and no wire format of ours.
import type { Constraint, Sampling } from './ask.ts';
import type { TokenLogprob } from './logprobs.ts';
import type { AnswerFormat, FunctionTool, ToolPolicy } from './tools.ts';
import type { Turn } from './turn.ts';
import type { TokenId, Tokenizer } from './vocabulary.ts';

export type { TokenId, Tokenizer } from './vocabulary.ts';

export interface Conversation {
  readonly turns: readonly Turn[];
  /** What the model is told that it may call. */
  readonly tools: readonly FunctionTool[];
  readonly toolPolicy: ToolPolicy;
  /** For engines that see to it themselves; elsewhere the run's constraint does. */
  readonly answerFormat: AnswerFormat;
}

/**
 * A conversation made ready for one engine: ids where the engine takes ids, messages where it only takes those.
 * In both, no text of a turn or a tool can act as a control token.
 */
export type Prompt =
  | {
      readonly kind: 'tokens';
      readonly tokens: readonly TokenId[];
      /** How the answer was begun for the model, at the end of the ids; it is not repeated in the deltas. Empty but where a call is required. */
      readonly opening: string;
    }
  /**
   * Nothing is generated: how likely is each of the tokens but the first, after those before it? Each comes as a delta without text,
   * its probabilities the only entry of `logprobs`.
   */
  | { readonly kind: 'scored'; readonly tokens: readonly TokenId[] }
  | { readonly kind: 'conversation'; readonly conversation: Conversation };

/** What a running engine says of itself. */
export interface EngineFacts {
  /** Tokens that one sequence may hold, prompt and answer together. */
  readonly contextTokens: number;
  /** Sequences computed at the same time. */
  readonly slotCount: number;
  /** Tokens of prompts that are computed in one step; absent where the engine does not tell. */
  readonly stepTokens?: number;
  /** Size of the vocabulary, or null where the engine does not tell (remote upstreams). */
  readonly vocabularySize: number | null;
  /** Changes when weights, engine build or settings change: the base of `system_fingerprint`. */
  readonly fingerprint: string;
  /**
   * `constrained`: obeys constraints, and writes its calls into its text. `plain`: writes them so too, but obeys none. `calls`: takes tools
   * and formats itself, and tells calls apart.
   */
  readonly dialect: 'constrained' | 'plain' | 'calls';
}

export interface EngineRun {
  readonly prompt: Prompt;
  readonly sampling: Sampling;
  /** Null leaves the answer free. */
  readonly constraint: Constraint | null;
  /** The slot to compute in; null leaves it to the engine. */
  readonly slot: number | null;
  /** Whether what the slot still holds from an earlier run may be reused. False across partitions. */
  readonly isCacheReused: boolean;
  /** Whether pieces of text that come at once may come as one. */
  readonly isWhole?: boolean;
  /** Which of the engine's adapters changes its weights; null: none. Always the same within a partition. */
  readonly adapter: string | null;
  /** Told, where the engine tells it, how many tokens of the prompt the slot holds by now. */
  onPromptProgress?(tokenCount: number): void;
}

/** The first tokens of a prompt, computed in a slot for what comes behind them. */
export interface PrefillRun {
  readonly tokens: readonly TokenId[];
  readonly slot: number;
  readonly isCacheReused: boolean;
  readonly adapter: string | null;
  onPromptProgress(tokenCount: number): void;
}

/** What a slot held. */
export interface KeptState {
  /** Chosen by whoever saves it; never used twice. */
  readonly stateId: number;
  readonly partition: string;
  readonly tokens: readonly TokenId[];
}

/** Keeps outside of the engine what its slots computed, and puts it into other slots. Faults as of `Engine.generate`. */
export interface StateStore {
  /** Below so many tokens computing is as quick as copying. */
  readonly leastTokens: number;
  /** Of all that is kept; 0 keeps nothing. */
  readonly budgetBytes: number;
  /** Whether what is kept is found again by the next start. */
  readonly isPersistent: boolean;
  /** Computes these tokens and nothing behind them. */
  prefill(run: PrefillRun, signal: AbortSignal): Promise<void>;
  /** Its size in bytes. */
  save(slot: number, state: KeptState): Promise<number>;
  /** For runs with this adapter, as those were whose slot it is of. */
  restore(slot: number, stateId: number, adapter: string | null): Promise<void>;
  drop(stateId: number): Promise<void>;
  /** What an earlier start kept for just this model, build and settings. */
  found(): Promise<readonly (KeptState & { readonly sizeBytes: number })[]>;
  /** Resolves when what was saved is where the next start finds it. */
  settled(): Promise<void>;
}

export interface EngineUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number;
}

export type EngineDelta =
  /** Whole code points; `tokens` holds their ids where the engine tells them. */
  | {
      readonly kind: 'text-delta';
      readonly text: string;
      readonly tokens: readonly TokenId[];
      /** Of the tokens, where they were asked for; empty otherwise. */
      readonly logprobs: readonly TokenLogprob[];
      /** Of how many of the engine's own pieces it is made; one where absent. */
      readonly pieceCount?: number;
    }
  /** Comes first where it comes: what follows is text, whatever it looks like, and no call. */
  | { readonly kind: 'text-only' }
  /** Of engines that tell calls apart. `name` comes with the call's first delta only. */
  | {
      readonly kind: 'call-delta';
      readonly call: number;
      readonly name: string | null;
      readonly argumentsText: string;
    }
  /** Last. */
  | {
      readonly kind: 'finish';
      readonly reason: 'stop' | 'length';
      /** Which of the stops ended the text; null where none did, or where the engine does not tell. */
      readonly stopText: string | null;
      readonly usage: EngineUsage;
      /** Of the token, without text, by which the model ended the answer, where probabilities were asked for and the engine tells it. */
      readonly end?: TokenLogprob;
    };

/**
 * One engine process or upstream.
 * Faults: `engine_unavailable` before anything was computed (safe to try again), `engine_died` once a run had begun,
 * `engine_error` when the engine refused, `invalid_value` on `messages` when the model's template refuses the conversation.
 */
export interface Engine {
  readonly id: string;
  /** Resolves when the engine is ready to take work; rejects `engine_unavailable` when it will not become so. */
  facts(signal: AbortSignal): Promise<EngineFacts>;
  /** Conversation to prompt; costs no model time. */
  prepare(conversation: Conversation, signal: AbortSignal): Promise<Prompt>;
  /** Null where only the engine knows (remote upstreams). */
  readonly tokenizer: Tokenizer | null;
  /** Absent where the engine cannot. */
  readonly states?: StateStore;
  /** Ends within a second of the signal, and frees the slot. `return()` on the iterator cancels too. */
  generate(run: EngineRun, signal: AbortSignal): AsyncIterable<EngineDelta>;
}
