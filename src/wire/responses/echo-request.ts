// In: a well-formed request, and its tools as they are used. Out: what the answer repeats of it, with defaults in place of what was
// left out. Knows no answer.
import type { ResponseEcho, TextFormatBody } from './response-body.ts';
import type { ResponseBodyRequest } from './response-request-schema.ts';
import type { TextFormat } from './text-config-schema.ts';
import type { ToolsOfRequest } from './tools-from-request.ts';

function formatBody(format: TextFormat | null): TextFormatBody {
  if (format === null) return { type: 'text' };
  if (format.type !== 'json_schema') return { type: format.type };
  const { name, schema, description } = format;
  const body = { type: 'json_schema', name, schema, strict: format.strict ?? false } as const;
  return typeof description === 'string' ? { ...body, description } : body;
}

export function echoRequest(request: ResponseBodyRequest, tools: ToolsOfRequest): ResponseEcho {
  return {
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: request.max_tool_calls ?? null,
    metadata: request.metadata ?? {},
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    temperature: request.temperature ?? 1,
    top_p: request.top_p ?? 1,
    presence_penalty: request.presence_penalty ?? 0,
    frequency_penalty: request.frequency_penalty ?? 0,
    tool_choice: tools.toolChoiceBody,
    tools: tools.toolBodies,
    text: { format: formatBody(request.text?.format ?? null), verbosity: 'medium' },
    top_logprobs: request.top_logprobs ?? 0,
    truncation: request.truncation ?? 'disabled',
    prompt_cache_key: request.prompt_cache_key ?? null,
    prompt_cache_retention: request.prompt_cache_retention ?? null,
    safety_identifier: request.safety_identifier ?? null,
    service_tier: request.service_tier ?? 'auto',
    user: request.user ?? null,
  };
}
