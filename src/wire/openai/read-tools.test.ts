// In: bodies that offer functions, choose among them, ask for a format or for probabilities. Out: proof that each is read in full, or
// refused with its place named.
import { describe, expect, test } from 'vitest';
import { answering, asking, faultOf, user, withMembers, withMessages } from './chat-bodies.suite.ts';
import { parseChatAsk } from './parse-chat-ask.ts';

const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const look = { type: 'function', function: { name: 'look', description: 'Looks.', parameters, strict: true } };
const now = { type: 'function', function: { name: 'now' } };
const tools = [look, now];
const withTools = (members: object) => parseChatAsk(withMembers({ tools, ...members }));
const named = (name: string) => ({ type: 'function', function: { name } });
const allowed = (mode: string, ...names: readonly string[]) => ({
  type: 'allowed_tools',
  allowed_tools: { mode, tools: names.map(named) },
});

describe('functions on offer', () => {
  test('are read in full, and may be called freely', () => {
    expect(withTools({})).toMatchObject({
      tools: [
        { name: 'look', description: 'Looks.', parameters, isStrict: true },
        { name: 'now', description: null, parameters: {}, isStrict: false },
      ],
      toolPolicy: { mode: 'auto', allowedNames: null, isNamed: false, isParallel: true },
      callStyle: 'tools',
    });
  });

  test.each([
    [{ tool_choice: 'none' }, { mode: 'none' }],
    [{ tool_choice: 'required' }, { mode: 'required', allowedNames: null, isNamed: false }],
    [{ tool_choice: named('now') }, { mode: 'required', allowedNames: ['now'], isNamed: true, isParallel: false }],
    [{ tool_choice: allowed('auto', 'now') }, { mode: 'auto', allowedNames: ['now'], isNamed: false }],
    [{ tool_choice: allowed('required', 'now', 'look') }, { mode: 'required', allowedNames: ['now', 'look'] }],
    [{ parallel_tool_calls: false }, { mode: 'auto', isParallel: false }],
  ])('chosen by %j', (members, policy) => {
    expect(withTools(members).toolPolicy).toMatchObject(policy);
  });

  test('in the older form', () => {
    const functions = [{ name: 'look', description: 'Looks.', parameters }];
    expect(parseChatAsk(withMembers({ functions, function_call: { name: 'look' } }))).toMatchObject({
      tools: [{ name: 'look', description: 'Looks.', parameters, isStrict: false }],
      toolPolicy: { mode: 'required', allowedNames: ['look'], isNamed: true, isParallel: false },
      callStyle: 'functions',
    });
    expect(parseChatAsk(withMembers({ functions })).toolPolicy).toMatchObject({ mode: 'auto', isParallel: false });
    const { turns } = parseChatAsk(
      withMessages(
        user,
        { role: 'assistant', content: null, function_call: { name: 'look', arguments: '{"city":"Rome"}' } },
        { role: 'function', name: 'look', content: 'sun' },
        user,
      ),
    );
    expect(turns[1]?.toolCalls).toEqual([{ id: '', name: 'look', argumentsJson: '{"city":"Rome"}' }]);
    expect(turns[2]).toMatchObject({ role: 'function', name: 'look' });
  });

  test('answers of earlier turns may be parts', () => {
    const parts = [{ type: 'text', text: 'found' }];
    const { turns } = parseChatAsk(withMessages(user, asking, { ...answering, content: parts }, user));
    expect(turns[2]).toMatchObject({ role: 'tool', toolCallId: 'call_x', parts: [{ kind: 'text', text: 'found' }] });
  });

  test('text that is no valid Unicode is made so, wherever it stands', () => {
    const strange = {
      type: 'function',
      function: { name: 'f', parameters: { properties: { a: { enum: ['\ud800'] } } } },
    };
    const ask = parseChatAsk(withMembers({ tools: [strange] }));
    expect(JSON.stringify(ask.tools)).toContain('\ufffd');
  });
});

describe('formats and probabilities', () => {
  const schema = { type: 'object', properties: {} };
  test.each([
    [{}, { kind: 'text' }],
    [{ response_format: { type: 'text' } }, { kind: 'text' }],
    [{ response_format: { type: 'json_object' } }, { kind: 'json-object' }],
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'n', schema, strict: true } } },
      { kind: 'json-schema', name: 'n', schema, isStrict: true },
    ],
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'n' } } },
      { kind: 'json-schema', name: 'n', schema: { type: 'object' }, isStrict: false },
    ],
  ])('%j', (members, format) => {
    expect(parseChatAsk(withMembers(members)).answerFormat).toEqual(format);
  });

  test('logprobs', () => {
    const topOf = (members: object) => parseChatAsk(withMembers(members)).sampling.topLogprobs;
    expect(topOf({})).toBeNull();
    expect(topOf({ logprobs: false })).toBeNull();
    expect(topOf({ logprobs: true })).toBe(0);
    expect(topOf({ logprobs: true, top_logprobs: 20 })).toBe(20);
  });

  test('a prediction, whole or in parts', () => {
    const predictionOf = (content: unknown) =>
      parseChatAsk(withMembers({ prediction: { type: 'content', content } })).prediction;
    expect(predictionOf('abc')).toBe('abc');
    expect(
      predictionOf([
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ]),
    ).toBe('ab');
  });
});

describe('a refusal names the place', () => {
  const deep = () => {
    let value: object = {};
    for (let depth = 0; depth < 200; depth += 1) value = { a: value };
    return value;
  };
  test.each([
    [{ tools: [{}] }, 'tools[0].type'],
    [{ tools: [{ type: 'custom', custom: { name: 'x' } }] }, 'tools[0].type'],
    [{ tools: [{ type: 'function' }] }, 'tools[0].function'],
    [{ tools: [named('a b')] }, 'tools[0].function.name'],
    [{ tools: [named('x'.repeat(65))] }, 'tools[0].function.name'],
    [{ tools: [look, look] }, 'tools[1].function.name'],
    [{ tools: [{ ...look, zzz: 1 }] }, 'tools[0].zzz'],
    [{ tools: [{ type: 'function', function: { name: 'f', parameters: [] } }] }, 'tools[0].function.parameters'],
    [{ tools: [{ type: 'function', function: { name: 'f', parameters: deep() } }] }, 'tools[0].function.parameters'],
    [{ tools: Array.from({ length: 129 }, (_, index) => named(`f${index}`)) }, 'tools'],
    [{ tools, tool_choice: 'sometimes' }, 'tool_choice'],
    [{ tools, tool_choice: named('other') }, 'tool_choice'],
    [{ tools, tool_choice: { type: 'function' } }, 'tool_choice.function'],
    [{ tools, tool_choice: allowed('auto') }, 'tool_choice.allowed_tools.tools'],
    [{ tools, tool_choice: allowed('never', 'now') }, 'tool_choice.allowed_tools.mode'],
    [{ tools, tool_choice: { type: 'web_search' } }, 'tool_choice'],
    [{ tools, functions: [{ name: 'f' }] }, 'functions'],
    [{ functions: [] }, 'functions'],
    [{ functions: [{ name: 'f' }, { name: 'f' }] }, 'functions[1].name'],
    [{ functions: [{ name: 'f' }], function_call: 'required' }, 'function_call'],
    [{ function_call: 'auto' }, 'function_call'],
    [{ tool_choice: 'required' }, 'tool_choice'],
    [{ response_format: { type: 'xml' } }, 'response_format.type'],
    [{ response_format: { type: 'json_schema' } }, 'response_format.json_schema'],
    [{ response_format: { type: 'json_schema', json_schema: {} } }, 'response_format.json_schema.name'],
    [{ response_format: { type: 'json_schema', json_schema: { name: 'a b' } } }, 'response_format.json_schema.name'],
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'n', schema: 1 } } },
      'response_format.json_schema.schema',
    ],
    [{ top_logprobs: 1 }, 'top_logprobs'],
    [{ logprobs: true, top_logprobs: 21 }, 'top_logprobs'],
    [{ prediction: {} }, 'prediction.type'],
    [{ prediction: { type: 'content' } }, 'prediction.content'],
  ])('%j', (members, param) => {
    const fault = faultOf(withMembers(members));
    expect(fault.param).toContain(param);
    expect(fault.message).not.toBe('');
  });
});
