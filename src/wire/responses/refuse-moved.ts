// In: a body that is meant for chat completions, in a member or altogether. Out: a Fault that says where the member went. Knows
// nothing else of the body.
import { Fault } from '../../contract/fault.ts';
import { isJsonObject } from '../openai/is-json-object.ts';

const movedMembers = [
  ['messages', 'input'],
  ['response_format', 'text.format'],
  ['reasoning_effort', 'reasoning.effort'],
  ['max_completion_tokens', 'max_output_tokens'],
] as const;

export function refuseMoved(body: unknown): void {
  if (!isJsonObject(body)) return;
  for (const [member, place] of movedMembers) {
    if (!Object.hasOwn(body, member)) continue;
    const words = `In the Responses API, this parameter has moved to '${place}'. Try again with the new parameter.`;
    // OpenAI names the member in words only.
    throw new Fault('unsupported_parameter', `Unsupported parameter: '${member}'. ${words}`);
  }
}
