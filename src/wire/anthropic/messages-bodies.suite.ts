// In: nothing. Out: small request bodies, and the fault that a faulty one raises. For the tests of this room only.
import { Fault } from '../../contract/fault.ts';
import { parseMessagesAsk } from './parse-messages-ask.ts';

export const user = { role: 'user', content: 'hi' };
export const toolUse = { type: 'tool_use', id: 'toolu_x', name: 'look_up', input: { a: 1 } };
export const asking = { role: 'assistant', content: [toolUse] };
export const toolResult = { type: 'tool_result', tool_use_id: 'toolu_x', content: 'found' };
export const answering = { role: 'user', content: [toolResult] };
export const tool = { name: 'look_up', input_schema: { type: 'object', properties: { a: { type: 'integer' } } } };

export const withMembers = (members: object) => ({ model: 'm', max_tokens: 5, messages: [user], ...members });
export const withMessages = (...messages: readonly unknown[]) => ({ model: 'm', max_tokens: 5, messages });
export const withBlocks = (...content: readonly unknown[]) => withMessages({ role: 'user', content });

export function faultOf(body: unknown, parse: (body: unknown) => unknown = parseMessagesAsk): Fault {
  try {
    parse(body);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(body).slice(0, 1000)}`);
}
