// In: faulty bodies. Out: the Fault of each, its words and its place.
import { describe, expect, test } from 'vitest';
import type { FaultCode } from '../../contract/fault.ts';
import { faultFromIssue } from './fault-from-issue.ts';
import {
  answering,
  asking,
  faultOf,
  tool,
  toolResult,
  toolUse,
  user,
  withBlocks,
  withMembers,
  withMessages,
} from './messages-bodies.suite.ts';
import { parseCountTokensAsk } from './parse-messages-ask.ts';

type Row = readonly [body: unknown, code: FaultCode, message: string];

function check([body, code, message]: Row): void {
  expect(faultOf(body)).toMatchObject({ code, message: expect.stringContaining(message) });
}

describe('members', () => {
  const rows: readonly Row[] = [
    [[], 'invalid_type', 'Input should be an object'],
    ['x', 'invalid_type', 'Input should be an object'],
    [{}, 'missing_required_parameter', 'model: Field required'],
    [{ model: 'm', messages: [user] }, 'missing_required_parameter', 'max_tokens: Field required'],
    [{ model: 'm', max_tokens: 1 }, 'missing_required_parameter', 'messages: Field required'],
    [withMembers({ model: '' }), 'too_short', 'model: String should have at least 1 character'],
    [withMembers({ model: 'x'.repeat(257) }), 'too_long', 'model: String should have at most 256 characters'],
    [withMembers({ max_tokens: 0 }), 'value_too_small', 'max_tokens: Input should be greater than or equal to 1'],
    [withMembers({ max_tokens: 1.5 }), 'invalid_type', 'max_tokens: Input should be an integer'],
    [withMembers({ max_tokens: '5' }), 'invalid_type', 'max_tokens: Input should be an integer'],
    [withMembers({ temperature: 1.1 }), 'value_too_large', 'temperature: Input should be less than or equal to 1'],
    [withMembers({ top_p: -1 }), 'value_too_small', 'top_p: Input should be greater than or equal to 0'],
    [withMembers({ top_k: -1 }), 'value_too_small', 'top_k: Input should be greater than or equal to 0'],
    [withMembers({ stream: 'true' }), 'invalid_type', 'stream: Input should be a boolean'],
    [withMembers({ stop_sequences: 'x' }), 'invalid_type', 'stop_sequences: Input should be a list of strings'],
    [
      withMembers({ stop_sequences: ['a', ''] }),
      'too_short',
      'stop_sequences.1: String should have at least 1 character',
    ],
    [
      withMembers({ stop_sequences: Array.from({ length: 65 }, () => 'x') }),
      'too_long',
      'stop_sequences: List should have at most 64 items',
    ],
    [withMembers({ metadata: { user_id: 'x'.repeat(513) } }), 'too_long', 'at most 512 characters'],
    [withMembers({ metadata: { a: 'b' } }), 'unknown_parameter', 'metadata.a: Extra inputs are not permitted'],
    [withMembers({ service_tier: 'flex' }), 'invalid_value', "service_tier: Input should be 'auto' or 'standard_only'"],
    [withMembers({ service_tier: 5 }), 'invalid_type', "service_tier: Input should be 'auto' or 'standard_only'"],
    [withMembers({ system: 5 }), 'invalid_type', 'system: Input should be a string or a list of text blocks'],
    [withMembers({ system: [{ type: 'image' }] }), 'invalid_value', "system.0.type: Input should be 'text'"],
    [withMembers({ mcp_servers: [] }), 'unknown_parameter', 'mcp_servers: Extra inputs are not permitted'],
    [withMembers({ n: 2 }), 'unknown_parameter', 'n: Extra inputs are not permitted'],
    [withMembers({ cache_control: { type: 'x' } }), 'invalid_value', "cache_control.type: Input should be 'ephemeral'"],
  ];
  test.each(rows)('%j', (...row) => check(row));
});

describe('what is not served', () => {
  const rows: readonly Row[] = [
    [withMembers({ thinking: { type: 'enabled', budget_tokens: 1024 } }), 'unsupported_parameter', 'thinking.type: '],
    [withMembers({ thinking: { type: 'between_tools' } }), 'unsupported_parameter', 'thinking.type: '],
    [withMembers({ output_config: { effort: 'low' } }), 'unsupported_parameter', 'output_config.effort: '],
    [withMembers({ speed: 'fast' }), 'unsupported_parameter', 'speed: '],
    [withMembers({ container: 'x' }), 'unsupported_parameter', 'container: '],
    [withMembers({ inference_geo: 'us' }), 'unsupported_parameter', 'inference_geo: '],
    [withMembers({ diagnostics: {} }), 'unsupported_parameter', 'diagnostics: '],
    [
      withBlocks({ type: 'image', source: {} }),
      'unsupported_parameter',
      "messages.0.content.0: content of type 'image'",
    ],
    [withBlocks({ type: 'document' }), 'unsupported_parameter', "content of type 'document'"],
    [
      withMessages(user, { role: 'assistant', content: [{ type: 'server_tool_use' }] }, user),
      'unsupported_parameter',
      "messages.1.content.0: content of type 'server_tool_use'",
    ],
    [
      withMessages(user, asking, { role: 'user', content: [{ ...toolResult, content: [{ type: 'image' }] }] }),
      'unsupported_parameter',
      "messages.2.content.0.content.0: content of type 'image'",
    ],
    [
      withMembers({ tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 3 }] }),
      'unsupported_parameter',
      "tools.0.type: 'web_search_20250305' is a tool of Anthropic's own",
    ],
    [
      withMessages(user, { role: 'assistant', content: 'The' }),
      'invalid_value',
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    ],
    [withMessages(user, asking), 'invalid_value', 'assistant message prefill'],
  ];
  test.each(rows)('%j', (...row) => check(row));

  test('to count neither', () => {
    const counted = { model: 'm', messages: [user] };
    expect(faultOf({ ...counted, thinking: { type: 'enabled' } }, parseCountTokensAsk).param).toBe('thinking.type');
    expect(faultOf({ ...counted, max_tokens: 5 }, parseCountTokensAsk).code).toBe('unknown_parameter');
    expect(faultOf({ ...counted, messages: [user, asking, user] }, parseCountTokensAsk).param).toBe('messages[1]');
  });
});

describe('messages', () => {
  const twice = { role: 'user', content: [toolResult, toolResult] };
  const rows: readonly Row[] = [
    [withMessages(), 'too_short', 'messages: List should have at least 1 item'],
    [withMessages(...Array.from({ length: 2049 }, () => user)), 'too_long', 'at most 2048 items'],
    [withMessages(5), 'invalid_type', 'messages.0: Input should be an object'],
    [withMessages({ role: 'tool', content: '' }), 'invalid_value', "messages.0.role: Input should be 'user', "],
    [withMessages({ role: 'user' }), 'missing_required_parameter', 'messages.0.content: Field required'],
    [
      withMessages({ role: 'user', content: 5 }),
      'invalid_type',
      'Input should be a string or a list of content blocks',
    ],
    [withMessages({ ...user, name: 'ada' }), 'unknown_parameter', 'messages.0.name: Extra inputs are not permitted'],
    [withMessages({ role: 'user', content: '' }), 'invalid_value', 'text content blocks must be non-empty'],
    [withBlocks(), 'invalid_value', 'messages.0: user messages must have non-empty content'],
    [withBlocks(5), 'invalid_type', 'messages.0.content.0: Input should be an object'],
    [withBlocks({}), 'missing_required_parameter', 'messages.0.content.0.type: Field required'],
    [withBlocks({ type: 5 }), 'invalid_type', 'messages.0.content.0.type: Input should be a string'],
    [withBlocks({ type: 'video' }), 'invalid_value', "messages.0.content.0.type: Input tag 'video' found using 'type'"],
    [withBlocks({ type: 'text' }), 'missing_required_parameter', 'messages.0.content.0.text: Field required'],
    [withBlocks({ type: 'text', text: '' }), 'invalid_value', 'messages.0.content.0: text content blocks'],
    [withBlocks(toolUse), 'invalid_value', '`tool_use` blocks cannot be in `user` messages'],
    [
      withBlocks({ type: 'thinking', thinking: 'x', signature: '' }),
      'invalid_value',
      '`thinking` blocks cannot be in `user` messages',
    ],
    [withMessages(user, { role: 'system', content: [toolUse] }), 'invalid_value', 'cannot be in `system` messages'],
    [
      withMessages(user, asking, { ...answering, role: 'assistant' }, user),
      'invalid_value',
      'messages.2.content.0: unexpected',
    ],
    [
      withMessages(user, asking, answering, { role: 'assistant', content: 'a' }, answering),
      'invalid_value',
      'messages.4.content.0: unexpected `tool_use_id`',
    ],
    [withMessages(answering), 'invalid_value', 'unexpected `tool_use_id` found in `tool_result` blocks: toolu_x'],
    [withMessages(user, asking, user), 'invalid_value', 'messages.1: `tool_use` ids were found without `tool_result`'],
    [
      withMessages(user, asking, twice),
      'invalid_value',
      'messages.2.content.1: each `tool_use` must have a single result',
    ],
    [
      withMessages(user, { role: 'assistant', content: [toolUse, toolUse] }, answering),
      'invalid_value',
      'messages.1.content.1: `tool_use` ids must be unique',
    ],
    [
      withMessages(user, { role: 'assistant', content: [{ ...toolUse, input: 'x' }] }, answering),
      'invalid_type',
      'messages.1.content.0.input: Input should be an object',
    ],
  ];
  test.each(rows)('%j', (...row) => check(row));
});

describe('tools', () => {
  const rows: readonly Row[] = [
    [withMembers({ tools: {} }), 'invalid_type', 'tools: Input should be a list of tools'],
    [withMembers({ tools: [5] }), 'invalid_type', 'tools.0: Input should be an object'],
    [withMembers({ tools: [{ ...tool, name: 'a b' }] }), 'invalid_value', 'tools.0.name: String should match pattern'],
    [
      withMembers({ tools: [{ ...tool, name: 'a'.repeat(129) }] }),
      'too_long',
      'tools.0.name: String should have at most 128',
    ],
    [withMembers({ tools: [{ name: 'a' }] }), 'missing_required_parameter', 'tools.0.input_schema: Field required'],
    [
      withMembers({ tools: [{ name: 'a', input_schema: {} }] }),
      'missing_required_parameter',
      'tools.0.input_schema.type: Field required',
    ],
    [
      withMembers({ tools: [{ name: 'a', input_schema: { type: 'string' } }] }),
      'invalid_value',
      "tools.0.input_schema.type: Input should be 'object'",
    ],
    [withMembers({ tools: [tool, tool] }), 'invalid_value', 'tools.1.name: Tool names must be unique'],
    [withMembers({ tools: [{ ...tool, defer_loading: true }] }), 'invalid_type', 'tools.0.defer_loading: '],
    [
      withMembers({ tools: Array.from({ length: 129 }, (_, index) => ({ ...tool, name: `t${index}` })) }),
      'too_long',
      'tools: List should have at most 128 items',
    ],
    [withMembers({ tool_choice: { type: 'any' } }), 'invalid_value', 'tool_choice: may only be specified while'],
    [withMembers({ tools: [tool], tool_choice: 'auto' }), 'invalid_type', 'tool_choice: Input should be an object'],
    [withMembers({ tools: [tool], tool_choice: { type: 'x' } }), 'invalid_value', "tool_choice.type: Input tag 'x'"],
    [withMembers({ tools: [tool], tool_choice: { type: 'tool' } }), 'missing_required_parameter', 'tool_choice.name: '],
    [
      withMembers({ tools: [tool], tool_choice: { type: 'tool', name: 'other' } }),
      'invalid_value',
      "tool_choice.name: Tool 'other' not found",
    ],
  ];
  test.each(rows)('%j', (...row) => check(row));
});

test('an issue that no schema of this room raises today still has its place', () => {
  const issue = { code: 'not_multiple_of', divisor: 2, message: '', path: ['a', 0], input: 3 } as const;
  expect(faultFromIssue({ ...issue, path: [...issue.path] })).toMatchObject({
    code: 'invalid_value',
    message: 'a.0: Input is not valid',
    param: 'a[0]',
  });
});
