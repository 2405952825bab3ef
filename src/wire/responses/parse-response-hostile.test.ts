// In: hostile and mutated bodies of requests for a response. Out: proof that each is answered soon, by a request that can be echoed or
// by one Fault.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
import { parseResponseRequest } from './parse-response-request.ts';
import { answered, call, faultOf, tool, user, withItems, withMembers } from './response-bodies.suite.ts';

describe('a hostile body', () => {
  test('is read in time linear in its size', () => {
    const parts = () => Array.from({ length: 64 }, () => ({ type: 'input_text', text: 'words' }));
    const items = Array.from({ length: 4096 }, (_, index) => [
      { role: 'user', content: parts() },
      { ...call, call_id: `call_${index}` },
      { ...answered, call_id: `call_${index}` },
    ]);
    const begunMs = performance.now();
    expect(parseResponseRequest(withItems(...items.flat())).ask.turns).toHaveLength(3 * 4096);
    // Well under a second on an idle machine; the bound only has to catch what is not linear.
    expect(performance.now() - begunMs).toBeLessThan(5000);
  });

  test('costs one fault, however many faults it holds', () => {
    const numbers = Array.from({ length: 100_000 }, () => 7);
    const keys = Object.fromEntries(numbers.map((_, index) => [`k${index}`, 1]));
    const begunMs = performance.now();
    expect(faultOf(withItems(...numbers)).param).toBe('input[0]');
    expect(faultOf(withItems({ role: 'user', content: numbers })).param).toBe('input[0].content[0]');
    expect(faultOf(withItems(keys)).param).toBe('input[0]');
    expect(faultOf(withItems({ ...user, ...keys })).param).toBe('input[0].k0');
    expect(faultOf(withMembers(keys)).param).toBe('k0');
    expect(faultOf(withMembers({ tools: numbers })).param).toBe('tools');
    expect(faultOf(withMembers({ include: numbers })).param).toBe('include[0]');
    expect(faultOf(withMembers({ metadata: keys })).param).toBe('metadata');
    expect(performance.now() - begunMs).toBeLessThan(5000);
  });

  test('cannot blow the stack', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 200_000; depth += 1) deep = depth % 2 === 0 ? [deep] : { deep };
    const names = 'input prompt tools tool_choice metadata text conversation reasoning moderation image zzz';
    for (const name of names.split(' ')) expect(faultOf(withMembers({ [name]: deep })).param).toContain(name);
    expect(faultOf(withItems({ role: 'user', content: deep })).param).toMatch(/^input\[0\]/);
    expect(faultOf(withItems(call, { ...answered, output: deep })).param).toMatch(/^input\[1\]/);
    const schema = { type: 'object', properties: { deep } };
    for (const strict of [true, false, null]) {
      expect(faultOf(withMembers({ tools: [{ ...tool, parameters: schema, strict }] })).param).toBe(
        'tools[0].parameters',
      );
    }
    expect(faultOf(withMembers({ tools: [{ ...tool, parameters: { type: deep } }] })).param).toBe(
      'tools[0].parameters',
    );
    const format = { type: 'json_schema', name: 'n', schema };
    expect(faultOf(withMembers({ text: { format } })).param).toBe('text.format.schema');
    // What is dropped may be as it likes.
    expect(parseResponseRequest(withItems(user, { type: 'reasoning', summary: deep })).ask.turns).toHaveLength(1);
  });

  test('is never echoed at length', () => {
    const long = 'k'.repeat(100_000);
    const bodies = [
      withMembers({ [long]: 1 }),
      withMembers({ previous_response_id: long }),
      withMembers({ conversation: long }),
      withMembers({ prompt: { id: long } }),
      withMembers({ tool_choice: { type: 'function', name: long } }),
      withMembers({ tools: [{ ...tool, parameters: { type: long } }] }),
      withItems({ type: 'item_reference', id: long }),
      withItems({ type: long }),
      withItems({ role: long }),
    ];
    for (const body of bodies) {
      const fault = faultOf(body);
      expect(fault.message.length).toBeLessThan(1200);
      expect(fault.param?.length ?? 0).toBeLessThan(300);
    }
  });
});

describe('any mutation of a good body', () => {
  const good = {
    model: 'gpt-4o-mini',
    input: [
      { role: 'developer', content: 'be brief' },
      { role: 'user', content: [{ type: 'input_text', text: 'hi' }] },
      { type: 'reasoning', id: 'rs_1', summary: [] },
      call,
      answered,
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'well', annotations: [] }] },
    ],
    instructions: 'be kind',
    tools: [tool],
    tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'look_up' }] },
    text: {
      format: { type: 'json_schema', name: 'n', schema: { type: 'object', properties: {} } },
      verbosity: 'medium',
    },
    include: ['message.output_text.logprobs'],
    reasoning: { effort: null },
    stream: true,
    stream_options: { include_obfuscation: true },
    max_output_tokens: 16,
    metadata: { a: 'b' },
    truncation: 'auto',
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

  test('is accepted, or refused with a Fault that says what', () => {
    expect(() => parseResponseRequest(good)).not.toThrow();
    const choices = fc.array(fc.nat(20), { minLength: 1, maxLength: 6 });
    const kinds = fc.constantFrom('replace', 'remove', 'add');
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(-1, 0, 1.5, Number.POSITIVE_INFINITY, '', 'function', 'auto', '\ud800', null, [], {}, call, tool),
    );
    const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'type', 'role', 'id', 'properties'));
    fc.assert(
      fc.property(fc.array(fc.tuple(choices, kinds, key, value), { minLength: 1, maxLength: 3 }), (mutations) => {
        const body: Holder = structuredClone(good);
        for (const [way, kind, name, replacement] of mutations)
          mutate(body, way, kind, name, structuredClone(replacement));
        try {
          const { ask, echo } = parseResponseRequest(body);
          expect(JSON.stringify(echo).isWellFormed()).toBe(true);
          expect(ask.turns.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          expect(error).not.toMatchObject({ code: 'internal' });
        }
      }),
      { numRuns: 3000 },
    );
  });
});
