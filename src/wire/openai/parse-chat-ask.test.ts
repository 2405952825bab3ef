// In: good bodies of chat completions. Out: proof that each gives a complete ask, with nothing lost and nothing confused.
import { describe, expect, test } from 'vitest';
import { answering, asking, call, user, withMembers, withMessages } from './chat-bodies.suite.ts';
import { parseChatAsk } from './parse-chat-ask.ts';

describe('a good body', () => {
  test('gets the documented defaults', () => {
    expect(parseChatAsk({ model: 'gpt-4o-mini', messages: [user] })).toEqual({
      model: 'gpt-4o-mini',
      turns: [{ role: 'user', parts: [{ kind: 'text', text: 'hi' }], name: null, toolCalls: [], toolCallId: null }],
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
      isUsageIncluded: false,
      endUser: null,
      metadata: {},
      isStored: false,
      serviceTier: null,
    });
  });

  test('has every member read', () => {
    const ask = parseChatAsk(
      withMembers({
        temperature: 0.5,
        top_p: 0.9,
        n: 3,
        stream: true,
        stream_options: { include_usage: true, include_obfuscation: true },
        stop: ['a', 'b'],
        max_completion_tokens: 7,
        presence_penalty: -2,
        frequency_penalty: 2,
        logit_bias: { 0: -100, 50256: 99.5 },
        seed: -5,
        user: 'someone',
        metadata: { topic: 'birds' },
        store: true,
        service_tier: 'flex',
        prompt_cache_key: 'k',
        prompt_cache_retention: '24h',
        logprobs: false,
        top_logprobs: 0,
        parallel_tool_calls: true,
        response_format: { type: 'text' },
        modalities: ['text'],
        tools: [],
        tool_choice: 'none',
      }),
    );
    expect(ask.sampling).toEqual({
      temperature: 0.5,
      topP: 0.9,
      topK: null,
      presencePenalty: -2,
      frequencyPenalty: 2,
      seed: -5,
      stops: ['a', 'b'],
      logitBias: new Map([
        [0, -100],
        [50256, 99.5],
      ]),
      maxTokens: 7,
      topLogprobs: null,
    });
    expect(ask).toMatchObject({ maxTokensParam: 'max_completion_tokens', choiceCount: 3, isStream: true });
    expect(ask).toMatchObject({ isUsageIncluded: true, endUser: 'someone', isStored: true, serviceTier: 'flex' });
    expect(ask.metadata).toEqual({ topic: 'birds' });
  });

  test('keeps zero, false and empty apart from absent, and null is absent', () => {
    const zero = parseChatAsk(withMembers({ temperature: 0, top_p: 0, seed: 0, user: '', stream: false, stop: 'x' }));
    expect(zero.sampling).toMatchObject({ temperature: 0, topP: 0, seed: 0, stops: ['x'] });
    expect(zero.endUser).toBe('');
    const names =
      'temperature top_p n stream stream_options stop max_tokens max_completion_tokens logit_bias seed user';
    const more =
      'metadata store service_tier safety_identifier logprobs top_logprobs tools tool_choice functions audio';
    const nulls = Object.fromEntries(
      `${names} ${more} response_format modalities prediction`.split(' ').map((name) => [name, null]),
    );
    expect(parseChatAsk(withMembers(nulls))).toEqual(parseChatAsk(withMembers({})));
  });

  test('names the field that limits the answer, and the end user', () => {
    expect(parseChatAsk(withMembers({ max_tokens: 9 }))).toMatchObject({
      maxTokensParam: 'max_tokens',
      sampling: { maxTokens: 9 },
    });
    expect(parseChatAsk(withMembers({ user: 'a', safety_identifier: 'b' })).endUser).toBe('b');
  });

  test('takes seeds of the whole int64 range', () => {
    expect(
      parseChatAsk(JSON.parse('{"model":"m","messages":[{"role":"user","content":""}],"seed":9223372036854775807}'))
        .sampling.seed,
    ).toBe(2 ** 63);
  });

  test('carries a conversation with calls, answers, names and refusals', () => {
    const history = {
      role: 'assistant',
      content: [{ type: 'refusal', refusal: 'no' }],
      refusal: null,
      annotations: [],
    };
    const { turns } = parseChatAsk(
      withMessages(
        { role: 'developer', content: [], name: 'boss' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'one' },
            { type: 'text', text: '' },
          ],
        },
        asking,
        answering,
        { role: 'function', name: 'old', content: 'way' },
        history,
        { role: 'assistant', refusal: 'never' },
      ),
    );
    const plain = { name: null, toolCalls: [], toolCallId: null };
    expect(turns).toEqual([
      { ...plain, role: 'developer', parts: [], name: 'boss' },
      {
        ...plain,
        role: 'user',
        parts: [
          { kind: 'text', text: 'one' },
          { kind: 'text', text: '' },
        ],
      },
      {
        ...plain,
        role: 'assistant',
        parts: [],
        toolCalls: [{ id: 'call_x', name: 'look_up', argumentsJson: '{"a":1}' }],
      },
      { ...plain, role: 'tool', parts: [{ kind: 'text', text: 'found' }], toolCallId: 'call_x' },
      { ...plain, role: 'function', parts: [{ kind: 'text', text: 'way' }], name: 'old' },
      { ...plain, role: 'assistant', parts: [{ kind: 'refusal', text: 'no' }] },
      { ...plain, role: 'assistant', parts: [{ kind: 'refusal', text: 'never' }] },
    ]);
  });

  test('may have the rest of an answer inside a part, as the Agents SDK sends it back', () => {
    const rest = { role: 'assistant', refusal: null, annotations: [] };
    const said = { role: 'assistant', content: [{ type: 'text', text: 'Hello.', ...rest, tool_calls: [call] }] };
    const refused = { role: 'assistant', content: [{ type: 'refusal', ...rest, refusal: 'No.' }] };
    expect(parseChatAsk(withMessages(user, said, user, refused, user)).turns.map(({ parts }) => parts)).toEqual([
      [{ kind: 'text', text: 'hi' }],
      [{ kind: 'text', text: 'Hello.' }],
      [{ kind: 'text', text: 'hi' }],
      [{ kind: 'refusal', text: 'No.' }],
      [{ kind: 'text', text: 'hi' }],
    ]);
  });

  test('has its text made well-formed, and NUL is text', () => {
    const ask = parseChatAsk({
      ...withMessages(
        { role: 'user', content: 'a\ud800b\0' },
        { role: 'user', content: [{ type: 'text', text: '\udc00' }] },
      ),
      stop: '\ud800',
      metadata: { '\ud800': '\ud800' },
    });
    expect(ask.turns.map((turn) => turn.parts)).toEqual([
      [{ kind: 'text', text: 'a\ufffdb\0' }],
      [{ kind: 'text', text: '\ufffd' }],
    ]);
    expect(ask.sampling.stops).toEqual(['\ufffd']);
    expect(ask.metadata).toEqual({ '\ufffd': '\ufffd' });
  });

  test('counts lengths in code points, and takes the exact bounds', () => {
    const metadata = Object.fromEntries(
      Array.from({ length: 16 }, (_, index) => [`${'🐦'.repeat(62)}${10 + index}`, '🐦'.repeat(512)]),
    );
    expect(
      Object.keys(parseChatAsk(withMembers({ metadata, safety_identifier: '🐦'.repeat(64) })).metadata),
    ).toHaveLength(16);
    expect(parseChatAsk(withMembers({ n: 128, temperature: 2, stop: ['1', '2', '3', '4'] })).choiceCount).toBe(128);
    expect(
      Object.getOwnPropertyNames(parseChatAsk(withMembers({ metadata: JSON.parse('{"__proto__":"x"}') })).metadata),
    ).toEqual(['__proto__']);
  });
});
