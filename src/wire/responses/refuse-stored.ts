// In: a well-formed request. Out: a Fault when it builds on something stored: this release stores nothing, so nothing is found. Then
// a Fault when it brings no input itself. Knows no store.
import { Fault } from '../../contract/fault.ts';
import { shortenEcho } from '../openai/shorten-echo.ts';
import type { ResponseBodyRequest } from './response-request-schema.ts';

function notFound(what: string, id: string): Fault {
  return new Fault('not_found', `${what} with id '${shortenEcho(id)}' not found.`);
}

function refuseReferences(request: ResponseBodyRequest): void {
  const previousId = request.previous_response_id ?? null;
  const conversation = request.conversation ?? null;
  if (conversation !== null) {
    if (previousId === null) throw notFound('Conversation', conversation.id);
    const message =
      "Mutually exclusive parameters: ''. Ensure you are only providing one of: 'previous_response_id' or 'conversation'.";
    throw new Fault('invalid_value', message, { wireCode: 'mutually_exclusive_parameters' });
  }
  if (typeof request.prompt === 'object' && request.prompt !== null) throw notFound('Prompt', request.prompt.id);
  if (previousId === null) return;
  const message = `Previous response with id '${shortenEcho(previousId)}' not found.`;
  const details = { param: 'previous_response_id', wireCode: 'previous_response_not_found' };
  throw new Fault('invalid_value', message, details);
}

export function refuseStored(request: ResponseBodyRequest): void {
  refuseReferences(request);
  if (request.input.length > 0) return;
  const message = `One of "input" or "previous_response_id" or 'prompt' or 'conversation' must be provided.`;
  throw new Fault('missing_required_parameter', message);
}
