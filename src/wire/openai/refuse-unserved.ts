// In: a well-formed request. Out: a Fault for the first member that asks for what this release does not serve, or for members
// that contradict each other. Nothing that changes an answer is silently ignored. Knows no deployment.
import { Fault } from '../../contract/fault.ts';
import type { ChatRequest } from './chat-request-schema.ts';

/** Refused with any value: the first as not served yet, the second as GPT-4o mini refuses them. */
const unservedMembers = [
  'prompt_cache_options',
  'audio',
  'web_search_options',
  'moderation',
] as const satisfies readonly (keyof ChatRequest)[];
const foreignMembers = ['reasoning_effort', 'verbosity'] as const satisfies readonly (keyof ChatRequest)[];

function unserved(param: string): Fault {
  const message = `Unsupported parameter: '${param}' is not supported by this release of the service.`;
  return new Fault('unsupported_parameter', message, { param });
}

function refuseMembers(request: ChatRequest): void {
  for (const member of unservedMembers) {
    if (request[member] !== undefined && request[member] !== null) throw unserved(member);
  }
  for (const member of foreignMembers) {
    if (request[member] === undefined || request[member] === null) continue;
    const message = `Unsupported parameter: '${member}' is not supported with this model.`;
    throw new Fault('unsupported_parameter', message, { param: member });
  }
}

function refuseValues(request: ChatRequest): void {
  if (request.modalities?.includes('audio')) throw unserved('modalities');
}

function refuseContradictions(request: ChatRequest): void {
  if (request.logprobs !== true && (request.top_logprobs ?? 0) > 0) {
    const message = "Invalid value for 'top_logprobs': 'top_logprobs' is only allowed when 'logprobs' is true.";
    throw new Fault('invalid_value', message, { param: 'top_logprobs', wireCode: null });
  }
  if (typeof request.max_tokens === 'number' && typeof request.max_completion_tokens === 'number') {
    const message = "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.";
    throw new Fault('invalid_value', message, { param: 'max_tokens', wireCode: 'invalid_parameter_combination' });
  }
  const hasStreamOptions = request.stream_options !== undefined && request.stream_options !== null;
  if (hasStreamOptions && request.stream !== true) {
    const message = "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
    throw new Fault('invalid_value', message, { param: 'stream_options', wireCode: null });
  }
}

export function refuseUnserved(request: ChatRequest): void {
  refuseMembers(request);
  refuseValues(request);
  refuseContradictions(request);
}
