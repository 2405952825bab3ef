// In: asks with functions, choices and formats. Out: the plan of each: who is told of what, what is enforced, which calls are looked for.
import { describe, expect, test } from 'vitest';
import { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import type { CheckedSchema } from '../constrain/read-schema.ts';
import type { ChatAsk } from '../contract/ask.ts';
import { Fault } from '../contract/fault.ts';
import { parseChatAsk } from '../wire/openai/parse-chat-ask.ts';
import { planAnswer } from './plan-answer.ts';

const memory = new LeastRecentlyUsed<CheckedSchema>(100_000);
const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string' },
        days: { type: 'integer', maximum: 9 },
        tags: { type: 'array', items: { type: 'string' } },
      },
      required: ['city'],
    },
  },
};
const now = { type: 'function', function: { name: 'now' } };
const ask = (members: object): ChatAsk =>
  parseChatAsk({ model: 'm', messages: [{ role: 'user', content: 'hi' }], ...members });
const plan = (members: object) => planAnswer(ask(members), memory);
const tools = [weather, now];

describe('a plan', () => {
  test('without functions and formats is free', () => {
    expect(plan({})).toEqual({
      shownTools: [],
      constraint: null,
      decode: { offers: [], isParallel: true, callFinish: 'tool_calls' },
    });
  });

  test('with functions is free up to a name', () => {
    const { constraint, shownTools } = plan({ tools });
    expect(shownTools).toHaveLength(2);
    const trigger = new RegExp(constraint?.triggers?.[0] ?? 'none');
    expect(trigger.exec('Sure: {"name": "get_weather"')?.[1]).toBe('"get_weather"');
    expect(trigger.exec('{"name": "get_wind"')).toBeNull();
  });

  test('tells how a call begins, and how an answer without one, where there may be one', () => {
    const free = plan({ tools }).constraint?.calls;
    expect(new RegExp(free?.begun ?? 'none').test('{"name": "now", "arguments": ')).toBe(true);
    expect(free?.textGrammar).toMatch(/^root ::= /);
    expect(free?.furtherGrammar?.()).toMatch(/^root ::= /);
    expect(plan({ tools, parallel_tool_calls: false }).constraint?.calls).toMatchObject({ furtherGrammar: null });
    expect(plan({ tools, tool_choice: 'required' }).constraint?.calls).toMatchObject({ textGrammar: null });
  });

  test('names nobody that may not be called, but tells of all', () => {
    const choice = {
      type: 'allowed_tools',
      allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'now' } }] },
    };
    const { constraint, decode, shownTools } = plan({ tools, tool_choice: choice });
    expect(shownTools.map(({ name }) => name)).toEqual(['get_weather', 'now']);
    expect(decode.offers.map(({ name }) => name)).toEqual(['now']);
    expect(constraint?.grammar).not.toContain('get_weather');
  });

  test('where no call may be made hides the functions', () => {
    expect(plan({ tools, tool_choice: 'none' })).toMatchObject({
      shownTools: [],
      constraint: null,
      decode: { offers: [] },
    });
  });

  test('where one is required begins at once', () => {
    expect(plan({ tools, tool_choice: 'required' })).toMatchObject({ constraint: { triggers: null } });
    const named = plan({ tools, tool_choice: { type: 'function', function: { name: 'now' } } });
    expect(named).toMatchObject({ constraint: { triggers: null }, decode: { callFinish: 'stop', isParallel: false } });
    expect(named.constraint?.grammar).not.toContain('get_weather');
  });

  test('with a format holds it from the first token on, beside calls where there are any', () => {
    const response_format = {
      type: 'json_schema',
      json_schema: { name: 'n', schema: { type: 'object', properties: { answer: { type: 'boolean' } } } },
    };
    const alone = plan({ response_format });
    expect(alone.constraint).toMatchObject({ triggers: null });
    expect(alone.constraint?.grammar).toContain('answer');
    const both = plan({ response_format, tools });
    expect(both.constraint?.grammar).toContain('answer');
    expect(both.constraint?.grammar).toContain('get_weather');
    expect(plan({ response_format: { type: 'json_object' } }).constraint?.grammar).toMatch(/^root ::= /);
  });
});

describe('a call', () => {
  const [offer] = plan({ tools }).decode.offers;
  test.each([
    [{ city: 'Rome' }, { city: 'Rome' }],
    [
      { city: 'Rome', days: '3', tags: 'a' },
      { city: 'Rome', days: 3, tags: ['a'] },
    ],
    [{ city: 'Rome', days: null }, { city: 'Rome' }],
    [{ city: 7 }, { city: '7' }],
    [
      { city: 'Rome', unit: 'C' },
      { city: 'Rome', unit: 'C' },
    ],
    [{}, null],
    [{ city: 'Rome', days: 10 }, null],
    [{ city: 'Rome', days: 'many' }, null],
    ['Rome', null],
    [[{ city: 'Rome' }], null],
  ])('%j', (given, adopted) => {
    expect(offer?.adopt(given)).toEqual(adopted);
  });
});

describe('a schema that cannot be enforced', () => {
  const faultOf = (members: object): Fault => {
    try {
      plan(members);
    } catch (error) {
      if (error instanceof Fault) return error;
    }
    throw new Error('was planned');
  };
  const strange = { type: 'object', properties: { a: { $ref: 'https://example.com/schema' } }, required: ['a'] };

  test('is refused as a format, with its place', () => {
    const fault = faultOf({ response_format: { type: 'json_schema', json_schema: { name: 'n', schema: strange } } });
    expect(fault).toMatchObject({ code: 'invalid_value', param: 'response_format' });
    expect(fault.message).toContain("response_format 'n'");
  });

  test('is refused of a strict function, and of another enforced as an object', () => {
    const strict = [now, { type: 'function', function: { name: 'f', parameters: strange, strict: true } }];
    expect(faultOf({ tools: strict })).toMatchObject({
      param: 'tools[1].function.parameters',
      wireCode: 'invalid_function_parameters',
    });
    const { decode } = plan({ tools: [{ type: 'function', function: { name: 'f', parameters: strange } }] });
    expect(decode.offers[0]?.adopt({ a: 1 })).toEqual({ a: 1 });
  });
});

describe('many functions', () => {
  const fresh = () => new LeastRecentlyUsed<CheckedSchema>(4_000_000);
  /** Costs much and fits well: a pattern with many states. */
  const costly = (index: number) => ({
    type: 'object',
    properties: { a: { type: 'string', pattern: `^[a-z${index % 10}]{0,400}(?:x|y)[a-z]{0,9}$` } },
    required: ['a'],
  });
  const many = (parameters: (index: number) => object, count = 128) =>
    Array.from({ length: count }, (_, index) => ({
      type: 'function',
      function: { name: `f${index}`, parameters: parameters(index) },
    }));

  test('with costly schemas cost no more than a few', () => {
    const begunMs = performance.now();
    const { constraint, decode } = planAnswer(ask({ tools: many(costly) }), fresh());
    // Each of them alone may cost half a second.
    expect(performance.now() - begunMs).toBeLessThan(10_000);
    expect(decode.offers).toHaveLength(128);
    expect(constraint?.grammar.length).toBeLessThan(1_000_000);
  });

  test('with large schemas make no boundless grammar; strict ones are refused', () => {
    const large = (index: number) => ({
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 300 }, (_, key) => [`key${index}x${key}`, { type: 'string' }]),
      ),
    });
    expect(planAnswer(ask({ tools: many(large, 60) }), fresh()).constraint?.grammar.length).toBeLessThan(1_000_000);
    const strict = many(large, 60).map(({ function: { name, parameters } }) => {
      const closed = { ...(parameters as { properties: object }), additionalProperties: false };
      return {
        type: 'function',
        function: { name, strict: true, parameters: { ...closed, required: Object.keys(closed.properties) } },
      };
    });
    expect(() => planAnswer(ask({ tools: strict }), fresh())).toThrow(Fault);
  });
});
