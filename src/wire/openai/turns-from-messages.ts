// In: messages whose members have the right types. Out: turns, or a Fault for a member that a role lacks or may not have. How
// messages follow each other is checked elsewhere. Knows no chat template.
import { Fault } from '../../contract/fault.ts';
import type { Part, Turn } from '../../contract/turn.ts';
import type { ChatMessage, MessagePart } from './chat-message-schema.ts';

/** Members that only one role may have. */
const memberOwners = [
  ['refusal', 'assistant'],
  ['tool_calls', 'assistant'],
  ['function_call', 'assistant'],
  ['audio', 'assistant'],
  ['annotations', 'assistant'],
  ['tool_call_id', 'tool'],
] as const satisfies readonly (readonly [keyof ChatMessage, ChatMessage['role']])[];

const refusedMembers = ['audio'] as const;

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function refuseStrayMembers(message: ChatMessage, index: number): void {
  for (const [member, owner] of memberOwners) {
    if (!isGiven(message[member]) || message.role === owner) continue;
    const param = `messages[${index}].${member}`;
    throw new Fault('unknown_parameter', `Unknown parameter: '${param}'.`, { param });
  }
  for (const member of refusedMembers) {
    if (!isGiven(message[member])) continue;
    const param = `messages[${index}].${member}`;
    const words = `Unsupported parameter: '${param}' is not supported by this release of the service.`;
    throw new Fault('unsupported_parameter', words, { param });
  }
}

function requireMembers(message: ChatMessage, index: number): void {
  const required = message.role === 'tool' ? 'tool_call_id' : message.role === 'function' ? 'name' : null;
  if (required !== null && !isGiven(message[required])) {
    const param = `messages[${index}].${required}`;
    throw new Fault('missing_required_parameter', `Missing required parameter: '${param}'.`, { param });
  }
  const standIns = ['tool_calls', 'function_call', 'refusal'] as const;
  if (isGiven(message.content) || standIns.some((member) => isGiven(message[member]))) return;
  // OpenAI writes this path with a dot.
  const param = `messages.[${index}].content`;
  throw new Fault('invalid_value', "Invalid value for 'content': expected a string, got null.", { param });
}

function partFromMessagePart(part: MessagePart, role: ChatMessage['role'], place: string): Part {
  if (part.type === 'text') return { kind: 'text', text: part.text };
  const param = `${place}.type`;
  if (part.type === 'refusal') {
    if (role === 'assistant') return { kind: 'refusal', text: part.refusal };
    throw new Fault('invalid_value', "Invalid value: 'refusal'. Supported values are: 'text'.", { param });
  }
  const words = `Invalid content type. '${part.type}' is not supported by this deployment, which takes text only for now.`;
  throw new Fault('unsupported_parameter', words, { param });
}

function turnFromMessage(message: ChatMessage, index: number): Turn {
  refuseStrayMembers(message, index);
  requireMembers(message, index);
  const parts = (message.content ?? []).map((part, position) =>
    partFromMessagePart(part, message.role, `messages[${index}].content[${position}]`),
  );
  if (typeof message.refusal === 'string') parts.push({ kind: 'refusal', text: message.refusal });
  const toolCalls = (message.tool_calls ?? []).map((call) => ({
    id: call.id,
    name: call.function.name,
    argumentsJson: call.function.arguments,
  }));
  // The older form has no ids: its answer, a `function` message, names the function.
  const called = message.function_call ?? null;
  if (called !== null) toolCalls.push({ id: '', name: called.name, argumentsJson: called.arguments });
  return {
    role: message.role,
    parts,
    name: message.name ?? null,
    toolCalls,
    toolCallId: message.tool_call_id ?? null,
  };
}

export function turnsFromMessages(messages: readonly ChatMessage[]): readonly Turn[] {
  return messages.map(turnFromMessage);
}
