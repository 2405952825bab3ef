// In: how an answer ended. Out: the members that tell it in Anthropic's words. Knows no event.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { Finish, Usage } from '../../contract/piece.ts';
import type { StopBody, StopReasonWord } from './message-body.ts';

export const unstopped: StopBody = { stop_reason: null, stop_sequence: null, stop_details: null, container: null };

/** The service cuts `max_tokens` to what fits behind the prompt. Only where the prompt was counted is it known how much that was. */
function isContextFull(facts: AnswerFacts, usage: Usage, maxTokens: number | null): boolean {
  return facts.promptTokens !== null && maxTokens !== null && usage.completionTokens < maxTokens;
}

export interface Ending {
  readonly finish: Finish;
  readonly usage: Usage;
  /** Whether a call was made: then it is what the client must see to, even where OpenAI's API says `stop` (the one named function). */
  readonly hasCalls: boolean;
}

export function stopBody({ finish, usage, hasCalls }: Ending, facts: AnswerFacts, maxTokens: number | null): StopBody {
  const stopped = (reason: StopReasonWord): StopBody => ({ ...unstopped, stop_reason: reason });
  switch (finish.reason) {
    case 'stop':
      if (hasCalls) return stopped('tool_use');
      if (finish.stopText === null) return stopped('end_turn');
      return { ...stopped('stop_sequence'), stop_sequence: finish.stopText };
    case 'length':
      return stopped(isContextFull(facts, usage, maxTokens) ? 'model_context_window_exceeded' : 'max_tokens');
    case 'tool_calls':
      return stopped('tool_use');
    case 'content_filter':
      return { ...stopped('refusal'), stop_details: { type: 'refusal', category: null, explanation: null } };
  }
}
