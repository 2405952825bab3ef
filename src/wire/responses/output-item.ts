// In: nothing. Out: the shapes of what an answer is made of: messages and calls of functions. Knows no event.
import type { TokenLogprob } from '../../contract/logprobs.ts';

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export interface ChanceBody {
  readonly token: string;
  readonly bytes: number[];
  readonly logprob: number;
}

export interface LogprobBody extends ChanceBody {
  readonly top_logprobs: ChanceBody[];
}

export interface OutputText {
  readonly type: 'output_text';
  readonly annotations: never[];
  readonly logprobs: LogprobBody[];
  readonly text: string;
}

export interface MessageItem {
  readonly id: string;
  readonly type: 'message';
  readonly status: ItemStatus;
  readonly content: OutputText[];
  readonly role: 'assistant';
}

export interface FunctionCallItem {
  readonly id: string;
  readonly type: 'function_call';
  readonly status: ItemStatus;
  readonly arguments: string;
  readonly call_id: string;
  readonly name: string;
}

export type OutputItem = MessageItem | FunctionCallItem;

export function logprobBody({ token, bytes, logprob, top }: TokenLogprob): LogprobBody {
  return {
    token,
    bytes: [...bytes],
    logprob,
    top_logprobs: top.map((chance) => ({ token: chance.token, bytes: [...chance.bytes], logprob: chance.logprob })),
  };
}

export function outputText(text: string, logprobs: LogprobBody[]): OutputText {
  return { type: 'output_text', annotations: [], logprobs, text };
}
