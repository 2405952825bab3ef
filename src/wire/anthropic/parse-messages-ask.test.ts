// In: good bodies. Out: proof of what each of them asks for.
import { describe, expect, test } from 'vitest';
import type { ChatAsk } from '../../contract/ask.ts';
import type { Turn } from '../../contract/turn.ts';
import {
  answering,
  asking,
  tool,
  toolResult,
  toolUse,
  user,
  withBlocks,
  withMembers,
  withMessages,
} from './messages-bodies.suite.ts';
import { parseCountTokensAsk, parseMessagesAsk } from './parse-messages-ask.ts';

const turn = (role: Turn['role'], texts: readonly string[], rest: Partial<Turn> = {}): Turn => ({
  role,
  parts: texts.map((text) => ({ kind: 'text', text })),
  name: null,
  toolCalls: [],
  toolCallId: null,
  ...rest,
});
const call = { id: 'toolu_x', name: 'look_up', argumentsJson: '{"a":1}' };
const turnsOf = (...messages: readonly unknown[]) => parseMessagesAsk(withMessages(...messages)).turns;

describe('the whole ask', () => {
  const least: ChatAsk = {
    model: 'm',
    turns: [turn('user', ['hi'])],
    tools: [],
    toolPolicy: { mode: 'none', allowedNames: null, isNamed: false, isParallel: true },
    answerFormat: { kind: 'text' },
    prediction: null,
    callStyle: 'tools',
    sampling: {
      temperature: 1,
      topP: 1,
      topK: null,
      presencePenalty: 0,
      frequencyPenalty: 0,
      seed: null,
      stops: [],
      logitBias: new Map(),
      maxTokens: 5,
      topLogprobs: null,
    },
    maxTokensParam: 'max_tokens',
    choiceCount: 1,
    isStream: false,
    isUsageIncluded: true,
    endUser: null,
    metadata: {},
    isStored: false,
    serviceTier: null,
  };

  test('of the least that can be sent', () => {
    expect(parseMessagesAsk(withMembers({}))).toEqual(least);
  });

  test('null is absent', () => {
    const absent = Object.fromEntries(
      [
        'system',
        'tools',
        'tool_choice',
        'thinking',
        'output_config',
        'cache_control',
        'speed',
        'temperature',
        'top_p',
        'top_k',
        'stop_sequences',
        'stream',
        'metadata',
        'service_tier',
        'container',
        'diagnostics',
        'inference_geo',
      ].map((name) => [name, null]),
    );
    expect(parseMessagesAsk(withMembers(absent))).toEqual(least);
  });

  test('of everything that can be sent', () => {
    const ask = parseMessagesAsk(
      withMembers({
        system: 'be brief',
        temperature: 0,
        top_p: 0,
        top_k: 0,
        stop_sequences: ['\n', 'END'],
        stream: true,
        metadata: { user_id: 'ada' },
        service_tier: 'standard_only',
        speed: 'standard',
        thinking: { type: 'disabled' },
        cache_control: { type: 'ephemeral', ttl: '1h' },
        output_config: { effort: 'high', format: { type: 'json_schema', schema: { type: 'object' } } },
      }),
    );
    expect(ask).toEqual({
      ...least,
      turns: [turn('system', ['be brief']), turn('user', ['hi'])],
      answerFormat: { kind: 'json-schema', name: 'output', schema: { type: 'object' }, isStrict: false },
      sampling: { ...least.sampling, temperature: 0, topP: 0, topK: 0, stops: ['\n', 'END'] },
      isStream: true,
      endUser: 'ada',
      serviceTier: 'standard_only',
    });
  });

  test('thinking that is left to the model', () => {
    expect(parseMessagesAsk(withMembers({ thinking: { type: 'adaptive', display: 'omitted' } }))).toEqual(least);
  });

  test('to count needs no max_tokens, and may end with the assistant', () => {
    const body = { model: 'm', messages: [user, { role: 'assistant', content: 'The' }], system: 's', tools: [tool] };
    const ask = parseCountTokensAsk(body);
    expect(ask.turns.map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
    expect(ask.tools).toHaveLength(1);
    expect(ask).toMatchObject({ sampling: { maxTokens: null }, maxTokensParam: null, isStream: false });
    expect(parseCountTokensAsk({ model: 'm', messages: [user, asking] }).turns[1]?.toolCalls).toEqual([call]);
  });
});

describe('turns', () => {
  test('of text and of blocks, in order', () => {
    const blocks = [
      { type: 'text', text: 'What is', cache_control: { type: 'ephemeral' } },
      { type: 'text', text: ' it?', citations: null },
    ];
    expect(turnsOf({ role: 'user', content: blocks })).toEqual([turn('user', ['What is', ' it?'])]);
    expect(turnsOf(user, { role: 'assistant', content: 'Hi.' }, user)).toEqual([
      turn('user', ['hi']),
      turn('assistant', ['Hi.']),
      turn('user', ['hi']),
    ]);
  });

  test('of one role that follow each other are one', () => {
    const said = { role: 'assistant', content: [{ type: 'text', text: 'Wait.' }] };
    expect(turnsOf(user, { role: 'user', content: 'there' }, said, asking, answering, user)).toEqual([
      turn('user', ['hi', 'there']),
      turn('assistant', ['Wait.'], { toolCalls: [call] }),
      turn('tool', ['found'], { toolCallId: 'toolu_x' }),
      turn('user', ['hi']),
    ]);
  });

  test('results of calls stand right behind them, whatever else the message says', () => {
    const other = { ...toolUse, id: 'toolu_y' };
    const mixed = [
      { type: 'text', text: 'Here:' },
      {
        ...toolResult,
        tool_use_id: 'toolu_y',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      toolResult,
    ];
    expect(turnsOf(user, { role: 'assistant', content: [toolUse, other] }, { role: 'user', content: mixed })).toEqual([
      turn('user', ['hi']),
      turn('assistant', [], { toolCalls: [call, { ...call, id: 'toolu_y' }] }),
      turn('tool', ['a', 'b'], { toolCallId: 'toolu_y' }),
      turn('tool', ['found'], { toolCallId: 'toolu_x' }),
      turn('user', ['Here:']),
    ]);
  });

  test('a result may be empty, and a failed one says so', () => {
    const { content: _, ...empty } = toolResult;
    for (const result of [empty, { ...toolResult, content: '' }, { ...toolResult, content: [] }]) {
      const texts = turnsOf(user, asking, { role: 'user', content: [result] })
        .at(-1)
        ?.parts.map(({ text }) => text);
      expect(texts?.join('')).toBe('');
    }
    const failed = { ...toolResult, content: 'no such key', is_error: true };
    expect(turnsOf(user, asking, { role: 'user', content: [failed] }).at(-1)?.parts).toEqual([
      { kind: 'text', text: 'Error:' },
      { kind: 'text', text: 'no such key' },
    ]);
  });

  test('thoughts of the history are dropped, and a turn without words stays one', () => {
    const thoughts = [
      { type: 'thinking', thinking: 'hm', signature: 'x' },
      { type: 'redacted_thinking', data: 'x' },
    ];
    const said = { role: 'assistant', content: [...thoughts, { type: 'text', text: 'Yes.' }] };
    expect(turnsOf(user, said, user)[1]).toEqual(turn('assistant', ['Yes.']));
    expect(turnsOf(user, { role: 'assistant', content: thoughts }, user)[1]).toEqual(turn('assistant', []));
    expect(turnsOf(user, { role: 'assistant', content: [] }, user)[1]).toEqual(turn('assistant', []));
  });

  test('of the system, before all and in between', () => {
    const blocks = [
      { type: 'text', text: 'x-anthropic-billing-header: cc_version=1; cch=00;' },
      { type: 'text', text: 'a', cache_control: { type: 'ephemeral', ttl: '5m' } },
      { type: 'text', text: 'b' },
    ];
    const { turns } = parseMessagesAsk({
      ...withMessages(user, { role: 'system', content: 'c' }, user),
      system: blocks,
    });
    expect(turns).toEqual([
      turn('system', ['a', 'b']),
      turn('user', ['hi']),
      turn('system', ['c']),
      turn('user', ['hi']),
    ]);
    for (const system of ['', [], [blocks[0]]]) {
      expect(parseMessagesAsk(withMembers({ system })).turns).toEqual([turn('user', ['hi'])]);
    }
  });

  test('hold well-formed text only', () => {
    const input = { ['\ud800k']: ['\udc00', { deep: 'a\ud800' }], number: -1.5, no: null };
    const { turns } = parseMessagesAsk(
      withMessages({ role: 'user', content: 'a\ud800' }, { ...asking, content: [{ ...toolUse, input }] }, answering),
    );
    expect(turns[0]?.parts[0]?.text).toBe('a\ufffd');
    expect(JSON.parse(turns[1]?.toolCalls[0]?.argumentsJson ?? '')).toEqual({
      '\ufffdk': ['\ufffd', { deep: 'a\ufffd' }],
      number: -1.5,
      no: null,
    });
  });
});

describe('tools', () => {
  const offered = (members: object) => parseMessagesAsk(withMembers({ tools: [tool], ...members }));

  test('as they are given', () => {
    const full = {
      ...tool,
      name: 'save',
      type: 'custom',
      description: 'Saves.',
      strict: true,
      cache_control: { type: 'ephemeral' },
      allowed_callers: ['direct'],
      defer_loading: false,
      eager_input_streaming: true,
      input_examples: [{ a: 1 }, { a: 2 }],
    };
    expect(offered({ tools: [tool, full] }).tools).toEqual([
      { name: 'look_up', description: null, parameters: tool.input_schema, isStrict: false },
      {
        name: 'save',
        description: 'Saves.\nExample input: {"a":1}\nExample input: {"a":2}',
        parameters: tool.input_schema,
        isStrict: true,
      },
    ]);
  });

  test.each([
    [undefined, { mode: 'auto', allowedNames: null, isNamed: false, isParallel: true }],
    [{ type: 'auto' }, { mode: 'auto', allowedNames: null, isNamed: false, isParallel: true }],
    [
      { type: 'auto', disable_parallel_tool_use: true },
      { mode: 'auto', allowedNames: null, isNamed: false, isParallel: false },
    ],
    [
      { type: 'any', disable_parallel_tool_use: false },
      { mode: 'required', allowedNames: null, isNamed: false, isParallel: true },
    ],
    [
      { type: 'tool', name: 'look_up', disable_parallel_tool_use: true },
      { mode: 'required', allowedNames: ['look_up'], isNamed: true, isParallel: false },
    ],
    [{ type: 'none' }, { mode: 'none', allowedNames: null, isNamed: false, isParallel: true }],
  ])('chosen by %j', (choice, policy) => {
    const ask = offered(choice === undefined ? {} : { tool_choice: choice });
    expect(ask.toolPolicy).toEqual(policy);
    expect(ask.tools).toHaveLength(1);
  });

  test('none at all', () => {
    for (const members of [{ tools: [] }, { tools: null }, { tools: [], tool_choice: { type: 'none' } }]) {
      expect(parseMessagesAsk(withMembers(members))).toMatchObject({ tools: [], toolPolicy: { mode: 'none' } });
    }
  });

  test('a history with calls needs none on offer', () => {
    expect(turnsOf(user, asking, answering)).toHaveLength(3);
    expect(parseMessagesAsk(withBlocks({ type: 'text', text: 'x' })).tools).toEqual([]);
  });
});
