// In: nothing. Out: the port through which a deployed model is asked about a text, and what stands beside it. Knows no engine.
import type { Turn } from '../../contract/turn.ts';

/** Faults are those of the engine and its queue. */
export interface ModelJudge {
  /** How far the model's first word is yes and not no, 0 to 1. The turns end with a user's. */
  shareOfYes(turns: readonly Turn[], signal: AbortSignal): Promise<number>;
  /** What the model answers, greedily, in at most so many tokens. */
  write(turns: readonly Turn[], maxTokens: number, signal: AbortSignal): Promise<string>;
}

export interface GroundingPorts {
  readonly judge: ModelJudge;
  /** Of texts out of documents, which try to take a model over. */
  findAttacks(texts: readonly string[], signal: AbortSignal): Promise<readonly boolean[]>;
}
