// In: one item of `input`. Out: what kind it is, with its members' types checked and its text made well-formed. How items follow
// each other is checked elsewhere. Knows no other item.
import * as z from 'zod';
import { text } from '../openai/field-schemas.ts';
import { type Choice, chosenObject, type JsonRecord, textOrNothing } from './chosen-object.ts';
import { type ContentPart, contentSchema } from './content-part-schema.ts';

const roles = ['assistant', 'system', 'developer', 'user'] as const;

export type MessageRole = (typeof roles)[number];

export type InputItem =
  | { readonly kind: 'message'; readonly role: MessageRole; readonly content: readonly ContentPart[] }
  | { readonly kind: 'call'; readonly callId: string; readonly name: string; readonly argumentsJson: string }
  | { readonly kind: 'output'; readonly callId: string; readonly content: readonly ContentPart[] }
  /** What a reasoning model thought: nothing here can read it. */
  | { readonly kind: 'reasoning' }
  | { readonly kind: 'reference'; readonly id: string }
  /** Of a hosted tool or another feature that this release does not serve. */
  | { readonly kind: 'unserved'; readonly type: string };

/** In OpenAI's order. */
const itemTypes = [
  'additional_tools',
  'agent_message',
  'apply_patch_call',
  'apply_patch_call_output',
  'code_interpreter_call',
  'compaction',
  'compaction_trigger',
  'computer_call',
  'computer_call_output',
  'configuration_update',
  'custom_tool_call',
  'custom_tool_call_output',
  'file_search_call',
  'function_call',
  'function_call_output',
  'image_generation_call',
  'item_reference',
  'local_shell_call',
  'local_shell_call_output',
  'mcp_approval_request',
  'mcp_approval_response',
  'mcp_call',
  'mcp_list_tools',
  'message',
  'multi_agent_call',
  'multi_agent_call_output',
  'program',
  'program_output',
  'reasoning',
  'shell_call',
  'shell_call_output',
  'tool_search_call',
  'tool_search_output',
  'web_search_call',
] as const;

const unread = z.unknown().nullish();
const status = z.enum(['in_progress', 'completed', 'incomplete']).nullish();
const callId = text({ minimum: 1, maximum: 64 });

/** Ids are those of an earlier answer, or of another service's: they say nothing here. */
const itemMembers = { id: text().nullish(), status };

const userMessage = z
  .strictObject({
    type: z.literal('message').nullish(),
    role: z.enum(['system', 'developer', 'user']),
    content: contentSchema(['input_text', 'input_image', 'input_file', 'input_audio']),
    ...itemMembers,
  })
  .transform(({ role, content }): InputItem => ({ kind: 'message', role, content }));

const assistantMessage = z
  .strictObject({
    type: z.literal('message').nullish(),
    role: z.literal('assistant'),
    content: contentSchema(['output_text', 'refusal']),
    phase: z.enum(['commentary', 'final_answer']).nullish(),
    ...itemMembers,
  })
  .transform(({ role, content }): InputItem => ({ kind: 'message', role, content }));

const functionCall = z
  .strictObject({
    type: z.literal('function_call'),
    call_id: callId,
    name: text({ minimum: 1, maximum: 128, pattern: /^[a-zA-Z0-9_-]+$/ }),
    arguments: text(),
    namespace: unread,
    caller: unread,
    async: unread,
    ...itemMembers,
  })
  .transform(
    (item): InputItem => ({ kind: 'call', callId: item.call_id, name: item.name, argumentsJson: item.arguments }),
  );

const functionOutput = z
  .strictObject({
    type: z.literal('function_call_output'),
    call_id: callId,
    output: contentSchema(['input_text', 'input_image', 'input_file']),
    name: unread,
    namespace: unread,
    caller: unread,
    ...itemMembers,
  })
  .transform((item): InputItem => ({ kind: 'output', callId: item.call_id, content: item.output }));

const itemReference = z
  .strictObject({ type: z.literal('item_reference').nullish(), id: text({ minimum: 1 }) })
  .transform(({ id }): InputItem => ({ kind: 'reference', id }));

const reasoning = z.unknown().transform((): InputItem => ({ kind: 'reasoning' }));

function chooseMessage(role: unknown): Choice<InputItem> {
  if (role === 'assistant') return { schema: assistantMessage };
  if (roles.some((known) => known === role)) return { schema: userMessage };
  return { got: textOrNothing(role), values: roles, path: [] };
}

function chooseItem(value: JsonRecord): Choice<InputItem> {
  const isUntyped = value['type'] === undefined || value['type'] === null;
  if (isUntyped && value['role'] === undefined && typeof value['id'] === 'string') return { schema: itemReference };
  const given = isUntyped ? 'message' : value['type'];
  const type = itemTypes.find((known) => known === given);
  switch (type) {
    case undefined:
      return { got: textOrNothing(given), values: itemTypes, path: [] };
    case 'message':
      return chooseMessage(value['role']);
    case 'function_call':
      return { schema: functionCall };
    case 'function_call_output':
      return { schema: functionOutput };
    case 'item_reference':
      return { schema: itemReference };
    case 'reasoning':
      return { schema: reasoning };
    default:
      return { schema: z.unknown().transform((): InputItem => ({ kind: 'unserved', type })) };
  }
}

export const inputItemSchema = chosenObject<InputItem>({ expected: 'an input item', choose: chooseItem });
