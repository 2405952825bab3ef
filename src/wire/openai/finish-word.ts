// In: why an answer ended, and in which manner its calls are told. Out: OpenAI's word for it.
import type { ChatAsk } from '../../contract/ask.ts';
import type { FinishReason } from '../../contract/piece.ts';

export type FinishWord = FinishReason | 'function_call';

export function finishWord(reason: FinishReason, callStyle: ChatAsk['callStyle']): FinishWord {
  return reason === 'tool_calls' && callStyle === 'functions' ? 'function_call' : reason;
}
