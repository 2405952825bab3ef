// In: good bodies of requests for a response. Out: proof that each gives a complete ask and a faithful echo.
import { describe, expect, test } from 'vitest';
import { parseResponseRequest } from './parse-response-request.ts';
import { tool, user, withItems, withMembers } from './response-bodies.suite.ts';

const turn = (role: string, words: string) => ({
  role,
  parts: [{ kind: 'text', text: words }],
  name: null,
  toolCalls: [],
  toolCallId: null,
});

const askOf = (members: object) => parseResponseRequest(withMembers(members)).ask;
const echoOf = (members: object) => parseResponseRequest(withMembers(members)).echo;

describe('a good body', () => {
  test('gets the documented defaults', () => {
    expect(parseResponseRequest({ model: 'gpt-4o-mini', input: 'hi' }).ask).toEqual({
      model: 'gpt-4o-mini',
      turns: [turn('user', 'hi')],
      sampling: {
        temperature: 1,
        topP: 1,
        topK: null,
        presencePenalty: 0,
        frequencyPenalty: 0,
        seed: null,
        stops: [],
        logitBias: new Map(),
        maxTokens: null,
        topLogprobs: null,
      },
      tools: [],
      toolPolicy: { mode: 'none', allowedNames: null, isNamed: false, isParallel: true },
      answerFormat: { kind: 'text' },
      prediction: null,
      callStyle: 'tools',
      maxTokensParam: null,
      choiceCount: 1,
      isStream: false,
      isUsageIncluded: true,
      endUser: null,
      metadata: {},
      isStored: true,
      serviceTier: null,
    });
  });

  test('has every member read, and repeated', () => {
    const members = {
      instructions: 'be brief',
      max_output_tokens: 16,
      max_tool_calls: 3,
      metadata: { topic: 'birds' },
      parallel_tool_calls: false,
      temperature: 0.5,
      top_p: 0.9,
      presence_penalty: -2,
      frequency_penalty: 2,
      top_logprobs: 2,
      truncation: 'auto',
      prompt_cache_key: 'k',
      prompt_cache_retention: '24h',
      safety_identifier: 's',
      service_tier: 'flex',
      user: 'u',
    };
    const rest = {
      include: ['message.output_text.logprobs', 'file_search_call.results'],
      stream: true,
      stream_options: { include_obfuscation: false },
      background: false,
      store: false,
      reasoning: { effort: null, summary: null },
      text: { format: { type: 'text' }, verbosity: 'medium' },
      tool_choice: 'none',
      context_management: [],
    };
    const { ask, echo } = parseResponseRequest(withMembers({ ...members, ...rest }));
    expect(echo).toMatchObject(members);
    expect(ask.sampling).toEqual({
      temperature: 0.5,
      topP: 0.9,
      topK: null,
      presencePenalty: -2,
      frequencyPenalty: 2,
      seed: null,
      stops: [],
      logitBias: new Map(),
      maxTokens: 16,
      topLogprobs: 2,
    });
    expect(ask).toMatchObject({ maxTokensParam: 'max_output_tokens', isStream: true, endUser: 's', isStored: false });
    expect(ask).toMatchObject({ serviceTier: 'flex', metadata: { topic: 'birds' } });
    expect(ask.turns).toEqual([turn('system', 'be brief'), turn('user', 'hi')]);
  });

  test('keeps zero, false and empty apart from absent, and null is absent', () => {
    const zero = askOf({ temperature: 0, top_p: 0, user: '', stream: false, instructions: '' });
    expect(zero.sampling).toMatchObject({ temperature: 0, topP: 0 });
    expect(zero.endUser).toBe('');
    expect(zero.turns).toEqual([turn('system', ''), turn('user', 'hi')]);
    const names =
      'previous_response_id prompt moderation include tools tool_choice metadata text temperature top_p presence_penalty ' +
      'frequency_penalty parallel_tool_calls stream stream_options background max_output_tokens max_tool_calls reasoning ' +
      'user safety_identifier prompt_cache_options prompt_cache_key prompt_cache_retention truncation instructions store ' +
      'service_tier top_logprobs context_management conversation access_programs image';
    const nulls = Object.fromEntries(names.split(' ').map((name) => [name, null]));
    expect(parseResponseRequest(withMembers(nulls))).toEqual(parseResponseRequest(withMembers({})));
  });

  test('tells logprobs only where they are included', () => {
    expect(askOf({ top_logprobs: 3 }).sampling.topLogprobs).toBeNull();
    expect(askOf({ include: ['message.output_text.logprobs'] }).sampling.topLogprobs).toBe(0);
    expect(askOf({ include: [] }).sampling.topLogprobs).toBeNull();
  });

  test('is made well-formed', () => {
    const { ask, echo } = parseResponseRequest({
      ...withItems({ role: 'user', content: 'a\ud800' }),
      instructions: '\udc00',
    });
    expect(ask.turns).toEqual([turn('system', '\ufffd'), turn('user', 'a\ufffd')]);
    expect(echo.instructions).toBe('\ufffd');
  });
});

describe('the shape of the text', () => {
  const schema = {
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
    additionalProperties: false,
  };

  test.each([
    [null, { kind: 'text' }, { type: 'text' }],
    [{ type: 'text' }, { kind: 'text' }, { type: 'text' }],
    [{ type: 'json_object' }, { kind: 'json-object' }, { type: 'json_object' }],
    [
      { type: 'json_schema', name: 'n', schema },
      { kind: 'json-schema', name: 'n', schema, isStrict: false },
      { type: 'json_schema', name: 'n', schema, strict: false },
    ],
    [
      { type: 'json_schema', name: 'n', schema, strict: true, description: 'd' },
      { kind: 'json-schema', name: 'n', schema, isStrict: true },
      { type: 'json_schema', name: 'n', schema, strict: true, description: 'd' },
    ],
  ])('%j', (format, answerFormat, echoed) => {
    expect(askOf({ text: { format } }).answerFormat).toEqual(answerFormat);
    expect(echoOf({ text: { format } }).text).toEqual({ format: echoed, verbosity: 'medium' });
  });
});

describe('tools', () => {
  const closed = {
    type: 'object',
    properties: { a: { type: 'integer' } },
    required: ['a'],
    additionalProperties: false,
  };
  const other = { type: 'function', name: 'other', strict: false, description: 'more', parameters: tool.parameters };
  const open = { type: 'function', name: 'open', parameters: { type: 'object', additionalProperties: true } };
  const bare = { type: 'function', name: 'bare' };

  test('are strict unless the client says otherwise, or their schema cannot be', () => {
    const none = { type: 'object', properties: {}, required: [], additionalProperties: false };
    const tools = [
      { name: 'look_up', description: null, parameters: closed, isStrict: true },
      { name: 'other', description: 'more', parameters: tool.parameters, isStrict: false },
      { name: 'open', description: null, parameters: open.parameters, isStrict: false },
      { name: 'bare', description: null, parameters: none, isStrict: true },
    ];
    const { ask, echo } = parseResponseRequest(withMembers({ tools: [tool, other, open, bare] }));
    // What the client did not ask for in so many words is enforced, but never a reason to refuse its schema.
    expect(ask.tools).toEqual(tools.map((offered) => ({ ...offered, isStrict: false })));
    expect(ask.toolPolicy).toEqual({ mode: 'auto', allowedNames: null, isNamed: false, isParallel: true });
    expect(echo.tools).toEqual(tools.map(({ isStrict, ...rest }) => ({ type: 'function', ...rest, strict: isStrict })));
  });

  test('that are strict keep their schema as it is', () => {
    expect(askOf({ tools: [{ ...tool, strict: true }] }).tools).toMatchObject([
      { parameters: tool.parameters, isStrict: true },
    ]);
  });

  const named = { type: 'function', name: 'other' };
  const allowed = { type: 'allowed_tools', mode: 'auto', tools: [named] };
  test.each([
    ['none', { mode: 'none', allowedNames: null, isNamed: false }],
    ['auto', { mode: 'auto', allowedNames: null, isNamed: false }],
    ['required', { mode: 'required', allowedNames: null, isNamed: false }],
    [named, { mode: 'required', allowedNames: ['other'], isNamed: true }],
    [allowed, { mode: 'auto', allowedNames: ['other'], isNamed: false }],
    [
      { ...allowed, mode: 'required' },
      { mode: 'required', allowedNames: ['other'], isNamed: false },
    ],
  ])('are chosen by %j', (choice, policy) => {
    const members = { tools: [tool, other], tool_choice: choice, parallel_tool_calls: false };
    const { ask, echo } = parseResponseRequest(withMembers(members));
    expect(ask.toolPolicy).toEqual({ ...policy, isParallel: false });
    expect(echo.tool_choice).toEqual(choice);
    expect(echo.parallel_tool_calls).toBe(false);
  });

  test('that are not there may still be left to choice', () => {
    expect(askOf({ tools: [], tool_choice: 'auto' }).toolPolicy.mode).toBe('none');
    expect(echoOf({ tool_choice: 'none' }).tool_choice).toBe('none');
  });
});

test("an answer's items are good input", () => {
  const items = [
    user,
    { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: null },
    {
      id: 'msg_1',
      type: 'message',
      status: 'completed',
      role: 'assistant',
      phase: 'final_answer',
      content: [
        { type: 'output_text', annotations: [], logprobs: [], text: 'one' },
        { type: 'refusal', refusal: 'no' },
      ],
    },
    { id: 'fc_1', type: 'function_call', status: 'completed', call_id: 'c1', name: 'f', arguments: '{}' },
    { id: 'fo_1', type: 'function_call_output', status: 'completed', call_id: 'c1', output: 'done' },
    { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'two' }], id: null, status: null },
  ];
  expect(parseResponseRequest(withItems(...items)).ask.turns).toEqual([
    turn('user', 'hi'),
    {
      role: 'assistant',
      parts: [
        { kind: 'text', text: 'one' },
        { kind: 'refusal', text: 'no' },
      ],
      name: null,
      toolCalls: [{ id: 'c1', name: 'f', argumentsJson: '{}' }],
      toolCallId: null,
    },
    { ...turn('tool', 'done'), toolCallId: 'c1' },
    turn('developer', 'two'),
  ]);
});
