// In: nothing. Out: the filter's place in the use cases: a request's policy is chosen, its texts are screened, the pieces of its answer pass
// through. Knows no scorer.
import type { Caller, Deployment } from '../contract/caller.ts';
import type { CompletionPiece } from '../contract/completion-ask.ts';
import type { Piece, Screened, Usage } from '../contract/piece.ts';
import type { ContentPolicy, ScoreAsk, Verdict } from '../contract/safety.ts';
import type { JudgedConversation } from '../safety/grounding/judge-answer.ts';

export interface ScreenRequest {
  readonly requestId: string;
  readonly caller: Caller;
  readonly deployment: Deployment;
  /** The policy that the request names. */
  readonly policyId: string | null;
  readonly isStream: boolean;
  readonly choiceCount: number;
  readonly signal: AbortSignal;
  /** What was computed so far, for an answer that is cut. */
  usageSoFar(): Usage;
}

export interface ScreenedTexts {
  /** Null where the policy looks for nothing. */
  readonly promptVerdict: Verdict | null;
  /** As the model may read them: with personal data blacked out where the policy says so. */
  readonly texts: readonly string[];
}

export interface RequestScreen {
  readonly streamMode: ContentPolicy['streamMode'];
  /** Whether the prompt may come back changed: then nothing of it can be computed before. */
  readonly mayChangePrompt: boolean;
  /** Fault `content_filter` where they may not reach the model. `param` names the request's member that holds them. */
  prompt(asks: readonly ScoreAsk[], param: string): Promise<ScreenedTexts>;
  /** `conversation` is what the model read, where it was one: the model may be asked how the answer fits it. */
  completion<Item extends Piece | CompletionPiece>(
    pieces: AsyncIterable<Item>,
    conversation?: JudgedConversation,
  ): AsyncIterable<Item | Screened>;
  /**
   * How far each text of a document tries to take a model over, 0 to 1. Scorers that fail find nothing, or fault `content_filter` where the policy
   * closes.
   */
  scoreDocuments(texts: readonly string[], signal: AbortSignal): Promise<readonly number[]>;
  /** Keeps a record of what another layer found in a text. */
  report(verdict: Verdict, text: string): void;
}

export interface ScreenPort {
  /** Fault `content_policy_unknown`. */
  open(request: ScreenRequest): RequestScreen;
}
