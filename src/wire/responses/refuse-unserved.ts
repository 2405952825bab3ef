// In: a well-formed request. Out: a Fault for the first member that asks for what this release does not serve, or GPT-4o mini does
// not. Nothing that changes an answer is silently ignored. Knows no deployment.
import { Fault } from '../../contract/fault.ts';
import type { ResponseBodyRequest } from './response-request-schema.ts';

/** Refused with any value. */
const unservedMembers = [
  'moderation',
  'prompt_cache_options',
  'access_programs',
  'image',
] as const satisfies readonly (keyof ResponseBodyRequest)[];

function unserved(param: string): Fault {
  const message = `Unsupported parameter: '${param}' is not supported by this release of the service.`;
  return new Fault('unsupported_parameter', message, { param });
}

function refuseMembers(request: ResponseBodyRequest): void {
  for (const member of unservedMembers) {
    if (request[member] !== undefined && request[member] !== null) throw unserved(member);
  }
  if (request.background === true) throw unserved('background');
  if ((request.context_management ?? []).length > 0) throw unserved('context_management');
}

/** In the words with which OpenAI refuses them for GPT-4o mini. */
function refuseForeign(request: ResponseBodyRequest): void {
  for (const member of ['effort', 'summary', 'context', 'mode'] as const) {
    if ((request.reasoning?.[member] ?? null) === null) continue;
    const param = `reasoning.${member}`;
    const message = `Unsupported parameter: '${param}' is not supported with this model.`;
    throw new Fault('unsupported_parameter', message, { param });
  }
  if (request.include?.includes('reasoning.encrypted_content')) {
    const message = 'Encrypted content is not supported with this model.';
    throw new Fault('unsupported_parameter', message, { param: 'include', wireCode: null });
  }
  const verbosity = request.text?.verbosity ?? 'medium';
  if (verbosity === 'medium') return;
  const message = `Unsupported value: '${verbosity}' is not supported with this model. Supported values are: 'medium'.`;
  throw new Fault('unsupported_parameter', message, { param: 'text.verbosity', wireCode: 'unsupported_value' });
}

export function refuseUnserved(request: ResponseBodyRequest): void {
  refuseMembers(request);
  refuseForeign(request);
  const hasStreamOptions = request.stream_options !== undefined && request.stream_options !== null;
  if (!hasStreamOptions || request.stream === true) return;
  const message = "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
  throw new Fault('invalid_value', message, { param: 'stream_options', wireCode: null });
}
