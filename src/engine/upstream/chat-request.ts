// In: turns and sampling. Out: the body of a streamed chat completion in OpenAI's shape, texts neutralised. Pure.
import type { Sampling } from '../../contract/ask.ts';
import type { Turn } from '../../contract/turn.ts';
import { neutralise } from './neutralise.ts';

export function chatRequest(turns: readonly Turn[], sampling: Sampling, model: string): object {
  return {
    model,
    messages: turns.map(message),
    stream: true,
    stream_options: { include_usage: true },
    temperature: sampling.temperature,
    top_p: sampling.topP,
    // Not OpenAI's; the servers that take it name it so.
    ...(sampling.topK === null ? {} : { top_k: sampling.topK }),
    ...(sampling.presencePenalty === 0 ? {} : { presence_penalty: sampling.presencePenalty }),
    ...(sampling.frequencyPenalty === 0 ? {} : { frequency_penalty: sampling.frequencyPenalty }),
    ...(sampling.seed === null ? {} : { seed: sampling.seed }),
    ...(sampling.stops.length === 0 ? {} : { stop: sampling.stops }),
    ...(sampling.logitBias.size === 0 ? {} : { logit_bias: Object.fromEntries(sampling.logitBias) }),
    ...(sampling.maxTokens === null ? {} : { max_tokens: sampling.maxTokens }),
  };
}

function message(turn: Turn): object {
  const content = neutralise(turn.parts.map((part) => part.text).join('\n'));
  const calls = turn.toolCalls.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: neutralise(call.name), arguments: neutralise(call.argumentsJson) },
  }));
  return {
    role: turn.role === 'developer' ? 'system' : turn.role,
    content,
    ...(turn.name === null ? {} : { name: neutralise(turn.name) }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(turn.toolCallId === null ? {} : { tool_call_id: turn.toolCallId }),
  };
}
