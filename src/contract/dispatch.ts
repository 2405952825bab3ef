// In: nothing. Out: the port through which the use cases reach engines: a conversation is made ready, admitted, then generated.
// Knows no slot, no queue and no dialect.
import type { Constraint, Sampling } from './ask.ts';
import type { Conversation, EngineDelta, EngineFacts, Prompt } from './engine.ts';
import type { TokenId, Tokenizer } from './vocabulary.ts';

export interface GenerationAsk {
  readonly engineId: string;
  /** Already framed: its turns are what the model reads. */
  readonly conversation: Conversation;
  readonly partition: string;
  /** Of the engine's; null takes the model as it is. */
  readonly adapter: string | null;
}

/** A prompt that is no conversation. */
export interface TokensAsk {
  readonly engineId: string;
  /** Trusted: they go to the model as they are. */
  readonly tokens: readonly TokenId[];
  readonly partition: string;
  readonly adapter: string | null;
}

/** A prompt as one engine will read it; no model time was spent. */
export interface PreparedPrompt {
  readonly engineId: string;
  readonly partition: string;
  readonly adapter: string | null;
  readonly prompt: Prompt;
  /** Null where only the engine can count (remote upstreams). */
  readonly promptTokens: number | null;
  readonly facts: EngineFacts;
}

/** Keys take turns; of the urgent ones more, but none waits for ever. */
export interface Service {
  readonly keyId: string;
  readonly urgency: 'interactive' | 'default' | 'batch';
}

/** What to make of a prepared prompt. */
export interface GenerationOrder {
  readonly sampling: Sampling;
  /** Null leaves the answers free. */
  readonly constraint: Constraint | null;
  readonly choiceCount: number;
  /** Whose turn it takes; absent for what the service asks for itself on behalf of the prompt's partition. */
  readonly service?: Service;
  /** Whether the answer is told as a whole: then pieces that come at once may come as one. */
  readonly isWhole?: boolean;
  /** When nobody wants the answer any more, in milliseconds since the epoch; the signal ends it then. Absent or null where that is not known. */
  readonly wantedUntilMs?: number | null;
  /** What the client asked for, as it put it: tells early what may be the same. Absent for what the service asks for itself. */
  readonly asked?: unknown;
}

/** As much of an order as decides whether there is room for it. */
export interface RoomAsk extends Pick<GenerationOrder, 'choiceCount' | 'wantedUntilMs' | 'asked'> {
  readonly engineId: string;
  readonly partition: string;
  readonly sampling: Pick<Sampling, 'temperature' | 'seed'>;
  readonly service: Service;
}

/** The delta of one of the answers to a prompt. */
export interface ChoiceDelta {
  readonly choice: number;
  readonly delta: EngineDelta;
}

export interface Dispatch {
  /**
   * Throws `rate_limit_exceeded` where `generate` would at present, so that nothing is spent on a request that is refused. Takes no place; what
   * may join a run that is under way passes.
   */
  checkRoom(ask: RoomAsk): void;
  /** Faults: those of `Engine.prepare`. */
  prepare(ask: GenerationAsk, signal: AbortSignal): Promise<PreparedPrompt>;
  /** To go on with, or, scored, to tell how likely they are. */
  prepareTokens(ask: TokensAsk, kind: 'tokens' | 'scored', signal: AbortSignal): Promise<PreparedPrompt>;
  facts(engineId: string, signal: AbortSignal): Promise<EngineFacts>;
  /** Null where only the engine knows its vocabulary (remote upstreams). */
  tokenizer(engineId: string): Tokenizer | null;
  /**
   * Takes a place in the queue at once or throws `rate_limit_exceeded`; who waits there longer than it may ends with `request_timeout`.
   * The answers come as an iteration, one `finish` for each choice. A run that has shown no text yet is tried once more when its engine
   * dies. Ending the iteration, or the signal, gives up the place or the slot.
   */
  generate(prepared: PreparedPrompt, order: GenerationOrder, signal: AbortSignal): AsyncIterable<ChoiceDelta>;
}
