// In: nothing. Out: small request bodies and the fault that a faulty one raises. For the tests of this room only.
import { Fault } from '../../contract/fault.ts';
import { parseChatAsk } from './parse-chat-ask.ts';

export const user = { role: 'user', content: 'hi' };
export const call = { id: 'call_x', type: 'function', function: { name: 'look_up', arguments: '{"a":1}' } };
export const asking = { role: 'assistant', content: null, tool_calls: [call] };
export const answering = { role: 'tool', tool_call_id: 'call_x', content: 'found' };

export const withMembers = (members: object) => ({ model: 'm', messages: [user], ...members });
export const withMessages = (...messages: readonly unknown[]) => ({ model: 'm', messages });

export function faultOf(body: unknown): Fault {
  try {
    parseChatAsk(body);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(body)}`);
}
