// In: hostile and mutated bodies of chat completions. Out: proof that each is answered soon, by an ask or by one Fault.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
import { answering, asking, faultOf, withMembers, withMessages } from './chat-bodies.suite.ts';
import { parseChatAsk } from './parse-chat-ask.ts';

describe('a hostile body', () => {
  test('is read in time linear in its size', () => {
    const parts = () => Array.from({ length: 256 }, () => ({ type: 'text', text: 'words' }));
    const large = withMessages(...Array.from({ length: 2048 }, () => ({ role: 'user', content: parts() })));
    const begunMs = performance.now();
    expect(parseChatAsk(large).turns).toHaveLength(2048);
    // Well under a second on an idle machine; the bound only has to catch what is not linear.
    expect(performance.now() - begunMs).toBeLessThan(5000);
  });

  test('costs one fault, however many faults it holds', () => {
    const numbers = Array.from({ length: 100_000 }, () => 7);
    const keys = Object.fromEntries(numbers.map((_, index) => [`k${index}`, 1]));
    const begunMs = performance.now();
    expect(faultOf(withMessages({ role: 'user', content: numbers })).param).toBe('messages[0].content[0]');
    expect(faultOf(withMessages({ ...asking, tool_calls: numbers })).param).toBe('messages[0].tool_calls[0]');
    expect(faultOf(withMembers(keys)).param).toBe('k0');
    expect(faultOf(withMembers({ metadata: keys })).param).toBe('metadata');
    expect(faultOf(withMembers({ logit_bias: keys })).param).toBe('logit_bias');
    expect(performance.now() - begunMs).toBeLessThan(5000);
  });

  test('cannot blow the stack', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 200_000; depth += 1) deep = depth % 2 === 0 ? [deep] : { deep };
    for (const name of [
      'temperature',
      'stop',
      'tools',
      'response_format',
      'modalities',
      'metadata',
      'logit_bias',
      'zzz',
    ]) {
      expect(faultOf(withMembers({ [name]: deep })).param).toContain(name);
    }
    expect(faultOf(withMessages(deep)).param).toMatch(/^messages\[0\]/);
    expect(faultOf(withMessages({ role: 'user', content: deep })).param).toMatch(/^messages\[0\]/);
  });

  test('is never echoed at length', () => {
    const fault = faultOf(withMembers({ ['k'.repeat(100_000)]: 1 }));
    expect(fault.message.length).toBeLessThan(300);
    expect(fault.param?.length).toBeLessThan(300);
  });
});

describe('any mutation of a good body', () => {
  const good = {
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'be brief', name: 'boss' },
      { role: 'user', content: [{ type: 'text', text: 'hi' }] },
      asking,
      answering,
      { role: 'assistant', content: 'well', refusal: null, annotations: [] },
    ],
    temperature: 1,
    top_p: 1,
    n: 1,
    stream: true,
    stream_options: { include_usage: true },
    stop: ['x'],
    max_tokens: 5,
    logit_bias: { 1: 1 },
    seed: 1,
    metadata: { a: 'b' },
    service_tier: 'auto',
    response_format: { type: 'text' },
    modalities: ['text'],
    tool_choice: 'none',
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
    // JSON's arrays have no members of other names; \`length\` in particular is not one to set.
    else if (Array.isArray(holder)) holder.push(value);
    else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  }

  test('is accepted, or refused with a Fault that says what and where', () => {
    expect(() => parseChatAsk(good)).not.toThrow();
    const choices = fc.array(fc.nat(20), { minLength: 1, maxLength: 6 });
    const kinds = fc.constantFrom('replace', 'remove', 'add');
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(-1, 0, 1.5, Number.POSITIVE_INFINITY, '', 'text', 'auto', '\ud800', null, [], {}),
    );
    const key = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'tools', 'name', 'tool_calls', 'refusal'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(choices, kinds, key, value), { minLength: 1, maxLength: 3 }), (mutations) => {
        const body: Holder = structuredClone(good);
        for (const [way, kind, name, replacement] of mutations)
          mutate(body, way, kind, name, structuredClone(replacement));
        try {
          expect(parseChatAsk(body).turns.length).toBeGreaterThan(0);
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
        expect(() => parseChatAsk(body)).toThrow(Fault);
      }),
    );
  });
});
