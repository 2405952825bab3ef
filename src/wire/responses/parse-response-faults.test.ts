// In: faulty bodies of requests for a response. Out: proof that each gets OpenAI's code, param and words, and that the first fault in
// OpenAI's order is the one that is told.
import { describe, expect, test } from 'vitest';
import { errorBody } from '../openai/error-body.ts';
import { answered, call, faultOf, tool, user, withItems, withMembers } from './response-bodies.suite.ts';

const errorOf = (body: unknown) => errorBody(faultOf(body)).error;

type Row = readonly [string, unknown, string | null, string | null, (string | RegExp)?];

/** Every row: its body's error has the param, the code and, in it, the words. */
function each(rows: readonly Row[]): void {
  test.each(rows.map((row) => [row[0], row] as const))('%s', (_name, [, body, param, code, message]) => {
    const error = errorOf(body);
    expect(error).toMatchObject({ param, code, type: 'invalid_request_error' });
    if (message !== undefined) expect(error.message).toMatch(message);
  });
}

const items = (...values: readonly unknown[]) => withItems(...values);
const image = { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail: 'auto' };
const inUser = (part: unknown) => items({ role: 'user', content: [{ type: 'input_text', text: 'see' }, part] });
const tools = [tool];

describe('the body', () => {
  const rows: readonly Row[] = [
    ['no object', [], null, 'invalid_type'],
    ['no model', { input: 'hi' }, 'model', 'missing_required_parameter', "Missing required parameter: 'model'."],
    ['null model', { model: null, input: 'hi' }, 'model', 'invalid_type'],
    ['no input', { model: 'm' }, 'input', 'missing_required_parameter', "Missing required parameter: 'input'."],
    ['null input', withMembers({ input: null }), 'input', 'invalid_type'],
    [
      'object input',
      withMembers({ input: {} }),
      'input',
      'invalid_type',
      'expected one of a string or array of input items',
    ],
    ['empty text', withMembers({ input: '' }), null, 'missing_required_parameter', 'One of "input" or'],
    ['empty input', withMembers({ input: [] }), null, 'missing_required_parameter', 'must be provided.'],
    ['messages', { model: 'm', messages: [user] }, null, 'unsupported_parameter', "'messages'. In the Responses API"],
    ['response_format', withMembers({ response_format: {} }), null, 'unsupported_parameter', "moved to 'text.format'"],
    ['reasoning_effort', withMembers({ reasoning_effort: 'low' }), null, 'unsupported_parameter', "'reasoning.effort'"],
    ['unknown member', withMembers({ zzz: 1 }), 'zzz', 'unknown_parameter', "Unknown parameter: 'zzz'."],
    ['stop', withMembers({ stop: ['a'] }), 'stop', 'unknown_parameter'],
    ['n', withMembers({ n: 2 }), 'n', 'unknown_parameter'],
    ['too hot', withMembers({ temperature: 3 }), 'temperature', 'decimal_above_max_value'],
    [
      'few tokens',
      withMembers({ max_output_tokens: 15 }),
      'max_output_tokens',
      'integer_below_min_value',
      '>= 16, but got 15',
    ],
    ['no calls', withMembers({ max_tool_calls: 0 }), 'max_tool_calls', 'integer_below_min_value'],
    ['many logprobs', withMembers({ top_logprobs: 21 }), 'top_logprobs', 'integer_above_max_value'],
    ['unknown include', withMembers({ include: ['x.y'] }), 'include[0]', 'invalid_value', "Invalid value: 'x.y'."],
    ['include as text', withMembers({ include: 'x' }), 'include', 'invalid_type'],
    ['truncation', withMembers({ truncation: 'x' }), 'truncation', 'invalid_value', "are: 'auto' and 'disabled'."],
    ['metadata', withMembers({ metadata: { a: 1 } }), 'metadata.a', 'invalid_type'],
    ['tier', withMembers({ service_tier: 'x' }), 'service_tier', 'invalid_value'],
    [
      'stream_options',
      withMembers({ stream_options: { include_usage: true } }),
      'stream_options.include_usage',
      'unknown_parameter',
    ],
    ['stream_options alone', withMembers({ stream_options: {} }), 'stream_options', null, "when 'stream' is enabled"],
    ['instructions', withMembers({ instructions: [] }), 'instructions', 'invalid_type'],
    ['effort of no name', withMembers({ reasoning: { effort: 'x' } }), 'reasoning.effort', 'invalid_value'],
    ['conversation', withMembers({ conversation: 7 }), 'conversation', 'invalid_type', 'one of a string or object'],
    ['conversation without id', withMembers({ conversation: {} }), 'conversation.id', 'missing_required_parameter'],
  ];
  each(rows);
});

describe('what is not stored', () => {
  const rows: readonly Row[] = [
    [
      'response',
      withMembers({ previous_response_id: 'resp_x' }),
      'previous_response_id',
      'previous_response_not_found',
      "Previous response with id 'resp_x' not found.",
    ],
    ['conversation', withMembers({ conversation: 'conv_x' }), null, null, "Conversation with id 'conv_x' not found."],
    ['conversation object', withMembers({ conversation: { id: 'conv_x' } }), null, null, "id 'conv_x' not found."],
    ['prompt', withMembers({ prompt: { id: 'pmpt_x' } }), null, null, "Prompt with id 'pmpt_x' not found."],
    ['both', withMembers({ conversation: 'a', previous_response_id: 'b' }), null, 'mutually_exclusive_parameters'],
    ['item', items({ type: 'item_reference', id: 'msg_x' }), 'input', null, "Item with id 'msg_x' not found."],
    ['bare item', items({ id: 'msg_x' }), 'input', null, "Item with id 'msg_x' not found."],
  ];
  each(rows);

  test('is a 404 where OpenAI has one', () => {
    expect(faultOf(withMembers({ conversation: 'a' })).code).toBe('not_found');
    expect(faultOf(items({ type: 'item_reference', id: 'a' })).code).toBe('not_found');
    expect(faultOf(withMembers({ previous_response_id: 'a' })).code).toBe('invalid_value');
  });
});

describe('what is not served', () => {
  const foreign = 'is not supported with this model.';
  const rows: readonly Row[] = [
    ['background', withMembers({ background: true }), 'background', 'unsupported_parameter'],
    ['moderation', withMembers({ moderation: { model: 'x' } }), 'moderation', 'unsupported_parameter'],
    [
      'compaction',
      withMembers({ context_management: [{ type: 'compaction' }] }),
      'context_management',
      'unsupported_parameter',
    ],
    ['cache options', withMembers({ prompt_cache_options: {} }), 'prompt_cache_options', 'unsupported_parameter'],
    ['effort', withMembers({ reasoning: { effort: 'low' } }), 'reasoning.effort', 'unsupported_parameter', foreign],
    [
      'effort none',
      withMembers({ reasoning: { effort: 'none' } }),
      'reasoning.effort',
      'unsupported_parameter',
      foreign,
    ],
    ['summary', withMembers({ reasoning: { summary: 'auto' } }), 'reasoning.summary', 'unsupported_parameter', foreign],
    [
      'verbosity',
      withMembers({ text: { verbosity: 'low' } }),
      'text.verbosity',
      'unsupported_value',
      "Unsupported value: 'low'",
    ],
    ['encrypted', withMembers({ include: ['reasoning.encrypted_content'] }), 'include', null, 'Encrypted content'],
    [
      'web search',
      withMembers({ tools: [{ type: 'web_search' }] }),
      'tools[0].type',
      'unsupported_parameter',
      "'web_search'",
    ],
    [
      'custom tool',
      withMembers({ tools: [tool, { type: 'custom', name: 'x' }] }),
      'tools[1].type',
      'unsupported_parameter',
    ],
    [
      'hosted choice',
      withMembers({ tools, tool_choice: { type: 'mcp' } }),
      'tool_choice.type',
      'unsupported_parameter',
    ],
    [
      'hosted among the allowed',
      withMembers({ tools, tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'mcp' }] } }),
      'tool_choice.tools[0].type',
      'unsupported_parameter',
    ],
    ['image', inUser(image), 'input[0].content[1].type', 'unsupported_parameter', "'input_image' is not supported"],
    ['file', inUser({ type: 'input_file', file_id: 'f' }), 'input[0].content[1].type', 'unsupported_parameter'],
    ['audio', inUser({ type: 'input_audio' }), 'input[0].content[1].type', 'unsupported_parameter'],
    [
      'image in an output',
      items(call, { ...answered, output: [image] }),
      'input[1].output[0].type',
      'unsupported_parameter',
    ],
    ['hosted item', items(user, { type: 'web_search_call', id: 'x' }), 'input[1].type', 'unsupported_parameter'],
  ];
  each(rows);
});

describe('an item', () => {
  const assistant = (part: unknown) => items({ role: 'assistant', content: [part] });
  const wrongKind = "Supported values are: 'output_text' and 'refusal'.";
  const rows: readonly Row[] = [
    ['number', items(7), 'input[0]', 'invalid_type', 'expected an input item, but got an integer instead.'],
    ['null', items(null), 'input[0]', 'invalid_type'],
    ['text', items('x'), 'input[0]', 'invalid_type', 'but got a string instead.'],
    ['type', items({ type: 7 }), 'input[0]', 'invalid_value', /^Invalid value: ''\..*'message'/],
    ['unknown type', items({ type: 'x' }), 'input[0]', 'invalid_value', /^Invalid value: 'x'\./],
    ['nothing', items({}), 'input[0]', 'invalid_value', "'assistant', 'system', 'developer', and 'user'."],
    ['role', items(user, { role: 'tool', content: 'x' }), 'input[1]', 'invalid_value', "Invalid value: 'tool'."],
    ['content', items({ role: 'user' }), 'input[0].content', 'missing_required_parameter'],
    ['null content', items({ role: 'user', content: null }), 'input[0].content', 'invalid_type'],
    ['member', items({ ...user, zzz: 1 }), 'input[0].zzz', 'unknown_parameter'],
    ['phase of a user', items({ ...user, phase: 'commentary' }), 'input[0].phase', 'unknown_parameter'],
    ['phase', items({ role: 'assistant', content: 'x', phase: 'x' }), 'input[0].phase', 'invalid_value'],
    ['status', items({ ...user, status: 'x' }), 'input[0].status', 'invalid_value'],
    [
      'part type',
      inUser({ type: 'text', text: 'x' }),
      'input[0].content[1].type',
      'invalid_value',
      "'input_text', 'input_image'",
    ],
    ['part without type', inUser({}), 'input[0].content[1].type', 'missing_required_parameter'],
    ['part', inUser('x'), 'input[0].content[1]', 'invalid_type'],
    ['part without text', inUser({ type: 'input_text' }), 'input[0].content[1].text', 'missing_required_parameter'],
    ['part member', inUser({ type: 'input_text', text: 'x', y: 1 }), 'input[0].content[1].y', 'unknown_parameter'],
    ['output of a user', inUser({ type: 'output_text', text: 'x' }), 'input[0].content[1]', 'invalid_value'],
    [
      'input of an assistant',
      assistant({ type: 'input_text', text: 'x' }),
      'input[0].content[0]',
      'invalid_value',
      wrongKind,
    ],
    [
      'call without id',
      items({ ...call, call_id: undefined }, answered),
      'input[0].call_id',
      'missing_required_parameter',
    ],
    ['long call id', items({ ...call, call_id: 'x'.repeat(65) }), 'input[0].call_id', 'string_above_max_length'],
    ['call name', items({ ...call, name: 'a b' }), 'input[0].name', 'invalid_value'],
    ['arguments', items({ ...call, arguments: {} }), 'input[0].arguments', 'invalid_type'],
    ['output', items(call, { ...answered, output: 7 }), 'input[1].output', 'invalid_type'],
    [
      'output part',
      items(call, { ...answered, output: [{ type: 'output_text', text: '' }] }),
      'input[1].output[0]',
      'invalid_value',
    ],
    [
      'answer of no call',
      items(user, answered),
      'input',
      null,
      /^No tool call found for function call output with call_id call_x\.$/,
    ],
    ['answer before its call', items(answered, call), 'input', null, 'No tool call found'],
    ['call without answer', items(user, call), 'input', null, /^No tool output found for function call call_x\.$/],
  ];
  each(rows);
});

describe('tools', () => {
  const withTools = (...values: readonly unknown[]) => withMembers({ tools: values });
  const withChoice = (choice: unknown) => withMembers({ tools, tool_choice: choice });
  const allowed = { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'look_up' }] };
  const rows: readonly Row[] = [
    ['as text', withMembers({ tools: 'x' }), 'tools', 'invalid_type', 'expected an array of tools'],
    [
      'too many',
      withTools(...Array.from({ length: 129 }, (_, index) => ({ ...tool, name: `f${index}` }))),
      'tools',
      'array_above_max_length',
    ],
    ['no type', withTools({}), 'tools[0].type', 'missing_required_parameter'],
    ['unknown type', withTools({ type: 'x' }), 'tools[0].type', 'invalid_value'],
    ['no name', withTools({ type: 'function' }), 'tools[0].name', 'missing_required_parameter'],
    [
      'of chat completions',
      withTools({ type: 'function', function: { name: 'f' } }),
      'tools[0].name',
      'missing_required_parameter',
    ],
    ['name', withTools({ ...tool, name: 'a b' }), 'tools[0].name', 'invalid_value', 'does not match pattern'],
    ['same name', withTools(tool, tool), 'tools[1].name', 'invalid_value'],
    ['parameters', withTools({ ...tool, parameters: [] }), 'tools[0].parameters', 'invalid_type'],
    [
      'no object',
      withTools({ ...tool, parameters: { type: 'string' } }),
      'tools[0].parameters',
      'invalid_function_parameters',
      `got 'type: "string"'`,
    ],
    [
      'no type at all',
      withTools({ ...tool, parameters: {} }),
      'tools[0].parameters',
      'invalid_function_parameters',
      `got 'type: "None"'`,
    ],
    [
      'two types',
      withTools({ ...tool, parameters: { type: ['object', 'null'] } }),
      'tools[0].parameters',
      'invalid_function_parameters',
    ],
    ['strict', withTools({ ...tool, strict: 'yes' }), 'tools[0].strict', 'invalid_type'],
    [
      'choice',
      withChoice(7),
      'tool_choice',
      'invalid_type',
      "expected one of an object or 'none', 'auto', or 'required'",
    ],
    ['choice word', withChoice('x'), 'tool_choice', 'invalid_value', "'none', 'auto', and 'required'."],
    ['choice type', withChoice({ type: 'x' }), 'tool_choice.type', 'invalid_value'],
    ['choice without name', withChoice({ type: 'function' }), 'tool_choice.name', 'missing_required_parameter'],
    [
      'choice of none',
      withChoice({ type: 'function', name: 'x' }),
      'tool_choice',
      null,
      "Tool choice 'x' not found in 'tools' parameter.",
    ],
    ['required of none', withMembers({ tool_choice: 'required' }), 'tool_choice', null, 'must be specified with'],
    ['allowed mode', withChoice({ ...allowed, mode: 'none' }), 'tool_choice.mode', 'invalid_value'],
    ['allowed none', withChoice({ ...allowed, tools: [] }), 'tool_choice.tools', 'empty_array'],
    ['allowed unknown', withChoice({ ...allowed, tools: [{ type: 'function', name: 'x' }] }), 'tool_choice', null],
    ['allowed in allowed', withChoice({ ...allowed, tools: [allowed] }), 'tool_choice.tools[0].type', 'invalid_value'],
  ];
  each(rows);
});

describe('the format', () => {
  const withFormat = (format: unknown) => withMembers({ text: { format } });
  const named = { type: 'json_schema', name: 'n', schema: { type: 'object' } };
  const rows: readonly Row[] = [
    ['as text', withMembers({ text: 'x' }), 'text', 'invalid_type'],
    ['member', withMembers({ text: { zzz: 1 } }), 'text.zzz', 'unknown_parameter'],
    ['verbosity', withMembers({ text: { verbosity: 'x' } }), 'text.verbosity', 'invalid_value'],
    [
      'type',
      withFormat({ type: 'x' }),
      'text.format.type',
      'invalid_value',
      "'json_object', 'text', and 'json_schema'.",
    ],
    ['no type', withFormat({}), 'text.format.type', 'missing_required_parameter'],
    ['no name', withFormat({ type: 'json_schema' }), 'text.format.name', 'missing_required_parameter'],
    ['no schema', withFormat({ type: 'json_schema', name: 'n' }), 'text.format.schema', 'missing_required_parameter'],
    ['name', withFormat({ ...named, name: 'a b' }), 'text.format.name', 'invalid_value'],
    ['of chat completions', withFormat({ ...named, json_schema: {} }), 'text.format.json_schema', 'unknown_parameter'],
    ['schema of text', withFormat({ type: 'text', schema: {} }), 'text.format.schema', 'unknown_parameter'],
  ];
  each(rows);
});

describe('the first fault is told:', () => {
  const later = { truncation: 'x' };
  const rows: readonly Row[] = [
    ['a missing model before a missing input', { zzz: 1 }, 'model', 'missing_required_parameter'],
    ['a missing input before an unknown member', { model: 'm', zzz: 1 }, 'input', 'missing_required_parameter'],
    ['an unknown member before a faulty one', withMembers({ zzz: 1, input: 7 }), 'zzz', 'unknown_parameter'],
    ['input before the rest', { ...later, ...items({}) }, 'input[0]', 'invalid_value'],
    ['include before tools', withMembers({ tools: 'x', include: ['x'] }), 'include[0]', 'invalid_value'],
    ['tools before metadata', withMembers({ metadata: 'x', tools: 'x' }), 'tools', 'invalid_type'],
    ['metadata before text', withMembers({ text: 'x', metadata: 'x' }), 'metadata', 'invalid_type'],
    [
      'a type before what is not stored',
      withMembers({ ...later, previous_response_id: 'a' }),
      'truncation',
      'invalid_value',
    ],
    [
      'what is not stored before no input',
      withMembers({ input: [], previous_response_id: 'a' }),
      'previous_response_id',
      'previous_response_not_found',
    ],
    ['what is not stored before what is not served', withMembers({ background: true, conversation: 'a' }), null, null],
    [
      'a conversation before a prompt',
      withMembers({ conversation: 'a', prompt: { id: 'b' } }),
      null,
      null,
      'Conversation',
    ],
  ];
  each(rows);
});
