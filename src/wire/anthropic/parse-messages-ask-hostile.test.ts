// In: hostile and mutated bodies of messages. Out: proof that each is answered soon, by an ask or by one Fault.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
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
import { parseCountTokensAsk, parseMessagesAsk } from './parse-messages-ask.ts';

describe('a hostile body', () => {
  test('is read in time linear in its size', () => {
    const parts = () => Array.from({ length: 64 }, () => ({ type: 'text', text: 'words' }));
    const large = withMessages(...Array.from({ length: 2048 }, () => ({ role: 'user', content: parts() })));
    const calls = Array.from({ length: 10_000 }, (_, index) => ({ ...toolUse, id: `t${index}` }));
    const results = calls.map(({ id }) => ({ ...toolResult, tool_use_id: id }));
    const begunMs = performance.now();
    expect(parseMessagesAsk(large).turns[0]?.parts).toHaveLength(2048 * 64);
    const { turns } = parseMessagesAsk(
      withMessages(user, { role: 'assistant', content: calls }, { role: 'user', content: results }),
    );
    expect(turns).toHaveLength(10_002);
    // Well under a second on an idle machine; the bound only has to catch what is not linear.
    expect(performance.now() - begunMs).toBeLessThan(5000);
  });

  test('costs one fault, however many faults it holds', () => {
    const numbers = Array.from({ length: 100_000 }, () => 7);
    const keys = Object.fromEntries(numbers.map((_, index) => [`k${index}`, 1]));
    const begunMs = performance.now();
    expect(faultOf(withBlocks(...numbers)).param).toBe('messages[0].content[0]');
    expect(faultOf(withMembers({ system: numbers })).param).toBe('system[0]');
    expect(faultOf(withMembers({ stop_sequences: numbers })).param).toMatch(/^stop_sequences/);
    expect(faultOf(withMembers(keys)).param).toBe('k0');
    expect(faultOf(withMembers({ metadata: keys })).param).toBe('metadata.k0');
    const calls = numbers.map((_, index) => ({ ...toolUse, id: `t${index}`.padEnd(1000) }));
    expect(faultOf(withMessages(user, { ...asking, content: calls }, user)).message.length).toBeLessThan(3000);
    expect(performance.now() - begunMs).toBeLessThan(5000);
  });

  test('cannot blow the stack', () => {
    let deep: object = {};
    for (let depth = 0; depth < 200_000; depth += 1) deep = depth % 2 === 0 ? [deep] : { deep };
    deep = { type: 'object', deep };
    for (const name of ['temperature', 'stop_sequences', 'tools', 'tool_choice', 'metadata', 'container', 'zzz']) {
      expect(faultOf(withMembers({ [name]: deep })).param).toContain(name);
    }
    expect(faultOf(withMessages(deep)).param).toMatch(/^messages\[0\]/);
    expect(faultOf(withBlocks(deep)).param).toMatch(/^messages\[0\]/);
    expect(faultOf(withBlocks({ type: 'image', source: deep })).code).toBe('unsupported_parameter');
    for (const body of [
      withMembers({ tools: [{ ...tool, input_schema: deep }] }),
      withMembers({ tools: [{ ...tool, input_examples: [deep] }] }),
      withMembers({ output_config: { format: { type: 'json_schema', schema: deep } } }),
      withMessages(user, { role: 'assistant', content: [{ ...toolUse, input: deep }] }, answering),
    ]) {
      expect(faultOf(body).message).toMatch(/Input should be an object of at most 64 levels$/);
    }
  });

  test('is never echoed at length', () => {
    const long = 'k'.repeat(100_000);
    for (const body of [
      withMembers({ [long]: 1 }),
      withMembers({ tools: [{ type: long }] }),
      withMembers({ tools: [tool], tool_choice: { type: 'tool', name: long } }),
      withBlocks({ type: long }),
      withBlocks({ ...toolResult, tool_use_id: long }),
    ]) {
      const fault = faultOf(body);
      expect(fault.message.length).toBeLessThan(800);
      expect(fault.param?.length).toBeLessThan(300);
    }
  });

  test('may hold __proto__, which stays a key like others', () => {
    const input: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');
    const { turns } = parseMessagesAsk(
      withMessages(user, { role: 'assistant', content: [{ ...toolUse, input }] }, answering),
    );
    expect(turns[1]?.toolCalls[0]?.argumentsJson).toBe('{"__proto__":{"polluted":true},"constructor":1}');
  });
});

describe('any mutation of a good body', () => {
  const good = {
    model: 'm',
    max_tokens: 5,
    system: [{ type: 'text', text: 'be brief', cache_control: { type: 'ephemeral' } }],
    messages: [user, asking, answering, { role: 'assistant', content: 'well' }, user],
    temperature: 1,
    top_p: 1,
    top_k: 5,
    stop_sequences: ['x'],
    stream: true,
    metadata: { user_id: 'ada' },
    service_tier: 'auto',
    thinking: { type: 'disabled' },
    tools: [tool],
    tool_choice: { type: 'tool', name: 'look_up' },
    output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
  };

  type Holder = Record<string, unknown>;
  const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

  /** Walks down by the choices, and there replaces, removes or adds a member. */
  function mutate(body: Holder, choices: readonly number[], kind: string, key: string, value: unknown): void {
    let holder = body;
    for (const choice of choices) {
      const below = Object.values(holder).filter(isHolder);
      const next = below[choice % Math.max(below.length, 1)];
      if (next === undefined) break;
      holder = next;
    }
    const names = Object.keys(holder);
    const name = names[(choices[0] ?? 0) % Math.max(names.length, 1)];
    if (name !== undefined && kind === 'replace') holder[name] = value;
    else if (name !== undefined && kind === 'remove') delete holder[name];
    else if (Array.isArray(holder)) holder.push(value);
    else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  }

  test('is accepted, or refused with a Fault that says what and where', () => {
    expect(() => parseMessagesAsk(good)).not.toThrow();
    const choices = fc.array(fc.nat(20), { minLength: 1, maxLength: 6 });
    const kinds = fc.constantFrom('replace', 'remove', 'add');
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(-1, 0, 1.5, Number.POSITIVE_INFINITY, '', 'text', 'tool_use', '\ud800', null, [], {}, toolUse),
    );
    const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'type', 'content', 'id', 'is_error'));
    fc.assert(
      fc.property(fc.array(fc.tuple(choices, kinds, key, value), { minLength: 1, maxLength: 3 }), (mutations) => {
        const body: Holder = structuredClone(good);
        for (const [way, kind, name, replacement] of mutations)
          mutate(body, way, kind, name, structuredClone(replacement));
        try {
          expect(parseMessagesAsk(body).turns.length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          expect(error.message).not.toBe('');
          expect(error.param).not.toBeNull();
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('and any other JSON is refused with a Fault', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(() => parseMessagesAsk(body)).toThrow(Fault);
        expect(() => parseCountTokensAsk(body)).toThrow(Fault);
      }),
    );
  });
});
