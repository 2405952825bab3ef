// In: an ask, and the pieces of its answer. Out: what stands between them and the client: the filter's place in the use cases, and one
// that screens nothing. Knows no policy and no scorer.
import type { ChatAsk } from '../contract/ask.ts';
import type { CompletionAsk } from '../contract/completion-ask.ts';
import type { Screened } from '../contract/piece.ts';
import type { ContentPolicy, Verdict } from '../contract/safety.ts';

export interface ScreenedPrompt {
  readonly promptVerdict: Verdict | null;
  readonly streamMode: ContentPolicy['streamMode'];
}

/** Ends a choice whose text is kept back. */
export interface CutFinish {
  readonly kind: 'finish';
  readonly choice: number;
  readonly reason: 'content_filter';
  readonly stopText: null;
}

export interface ScreenPort {
  /** `policyId` is the policy that the request names. Faults: `content_filter`, `content_policy_unknown`. */
  prompt(ask: ChatAsk | CompletionAsk, policyId: string | null): Promise<ScreenedPrompt>;
  completion<Item extends { readonly kind: string }>(
    pieces: AsyncIterable<Item>,
  ): AsyncIterable<Item | Screened | CutFinish>;
}

export const noScreen: ScreenPort = {
  prompt: async () => ({ promptVerdict: null, streamMode: 'buffered' }),
  completion: (pieces) => pieces,
};
