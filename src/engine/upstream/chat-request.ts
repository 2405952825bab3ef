// In: a conversation and sampling. Out: the body of a streamed chat completion in OpenAI's shape, texts neutralised. Pure.
import type { Sampling } from '../../contract/ask.ts';
import type { Conversation } from '../../contract/engine.ts';
import type { Json } from '../../contract/json.ts';
import type { AnswerFormat, FunctionTool, ToolPolicy } from '../../contract/tools.ts';
import type { Turn } from '../../contract/turn.ts';
import { neutralise, neutraliseBracketed } from './neutralise.ts';

export function chatRequest(conversation: Conversation, sampling: Sampling, model: string): object {
  const { turns, tools, toolPolicy, answerFormat } = conversation;
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
    ...(sampling.topLogprobs === null ? {} : { logprobs: true, top_logprobs: sampling.topLogprobs }),
    ...(tools.length === 0 ? {} : toolMembers(tools, toolPolicy)),
    ...formatMembers(answerFormat),
  };
}

/** Some templates write the ids of calls into the prompt; what is broken in both alike stays equal. */
function message(turn: Turn): object {
  const content = neutralise(turn.parts.map((part) => part.text).join('\n'));
  const calls = turn.toolCalls.map((call) => ({
    id: neutralise(call.id),
    type: 'function',
    function: { name: neutralise(call.name), arguments: neutralise(call.argumentsJson) },
  }));
  return {
    role: turn.role === 'developer' ? 'system' : turn.role,
    content,
    ...(turn.name === null ? {} : { name: neutralise(turn.name) }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(turn.toolCallId === null ? {} : { tool_call_id: neutralise(turn.toolCallId) }),
  };
}

/** Upstreams do not all know `allowed_tools`, so what may not be called is not offered. */
function toolMembers(tools: readonly FunctionTool[], policy: ToolPolicy): object {
  const { allowedNames, isNamed, isParallel, mode } = policy;
  const offered = tools.filter(({ name }) => allowedNames === null || allowedNames.includes(name));
  const [named] = allowedNames ?? [];
  return {
    tools: offered.map(({ name, description, parameters, isStrict }) => ({
      type: 'function',
      function: {
        name,
        ...(description === null ? {} : { description: neutraliseBracketed(description) }),
        parameters: neutraliseAll(parameters),
        ...(isStrict ? { strict: true } : {}),
      },
    })),
    tool_choice: isNamed ? { type: 'function', function: { name: named } } : mode,
    ...(isParallel ? {} : { parallel_tool_calls: false }),
  };
}

function formatMembers(format: AnswerFormat): object {
  if (format.kind === 'text') return {};
  if (format.kind === 'json-object') return { response_format: { type: 'json_object' } };
  const { name, schema, isStrict } = format;
  return { response_format: { type: 'json_schema', json_schema: { name, schema, strict: isStrict } } };
}

/** Some templates write keys as tags. */
function neutraliseAll(value: Json): Json {
  if (typeof value === 'string') return neutraliseBracketed(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(neutraliseAll);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [neutraliseBracketed(key), neutraliseAll(inner)]),
  );
}
