// In: answers with the probabilities of their tokens. Out: a call of nothing on offer, or one that was neither sure to come nor sure of its
// arguments, is written anew as text; everything else comes out as it went in, and what is sure or no call at once.
import { describe, expect, test } from 'vitest';
import type { EngineDelta } from '../../contract/engine.ts';
import { withoutDoubtedCall } from './doubted-calls.ts';

const begun = '"name"\\s*:\\s*"(?:look)"\\s*,\\s*"arguments"\\s*:';
const usage = { promptTokens: 9, completionTokens: 5, cachedTokens: 3 };
const head = ['```', 'json\n', '{"name": ', '"look", ', '"arguments":'];
const callArguments = [' {"at": ', '"sea"', '}}', '\n```'];

interface Chances {
  /** Share of the first step's openings of a call. */
  readonly opening: number;
  readonly argumentLogprob: number;
}

function deltasOf(texts: readonly string[], { opening, argumentLogprob }: Chances): EngineDelta[] {
  return texts.map((text, index): EngineDelta => {
    const logprob = callArguments.includes(text) ? argumentLogprob : 0;
    const chance = (token: string, share: number) => ({ token, bytes: [], logprob: Math.log(share) });
    const top = index === 0 ? [chance('```', opening * 0.75), chance('{', opening * 0.25), chance('To', 0.01)] : [];
    return { kind: 'text-delta', text, tokens: [index], logprobs: [{ token: text, bytes: [], logprob, top }] };
  });
}

const finish = (reason: 'stop' | 'length' = 'stop', stopText: string | null = null): EngineDelta => ({
  kind: 'finish',
  reason,
  stopText,
  usage,
});
const anew: readonly EngineDelta[] = [
  { kind: 'text-delta', text: 'There is no such function.', tokens: [7], logprobs: [] },
  { kind: 'finish', reason: 'stop', stopText: null, usage: { promptTokens: 9, completionTokens: 6, cachedTokens: 9 } },
];

/** What came out, and after how many deltas of the source each came. */
async function run(
  source: readonly EngineDelta[],
  leastLogprob: number | null = -0.07,
  yes = 0.6,
): Promise<{ deltas: EngineDelta[]; arrivals: number[] }> {
  let pulled = 0;
  async function* pulling() {
    for (const delta of source) {
      pulled += 1;
      yield delta;
    }
  }
  const deltas: EngineDelta[] = [];
  const arrivals: number[] = [];
  const writeText = async function* () {
    yield* anew;
  };
  for await (const delta of withoutDoubtedCall(pulling(), {
    begun,
    leastLogprob,
    writeText,
    relevance: async () => yes,
  })) {
    deltas.push(delta);
    arrivals.push(pulled);
  }
  return { deltas, arrivals };
}

const call = [...head, ...callArguments];
const inventing = { opening: 0.8, argumentLogprob: -0.3 };

describe('a call', () => {
  test('that the model hesitated to make, with arguments that it invents, and does not defend, becomes text', async () => {
    const { deltas } = await run([...deltasOf(call, inventing), finish()]);
    const [text, end] = anew;
    expect(deltas).toEqual([{ kind: 'text-only' }, text, { ...end, usage: { ...usage, completionTokens: 6 } }]);
  });

  const fly = ['```', 'json\n', '{"name": "fly", ', '"arguments": {}}', '\n```'];
  test.each([
    ['sure or not', 0.95, -0.07],
    ['where the model was not measured', 0.95, null],
  ] as const)('of a function that is not on offer becomes text, %s', async (_, opening, leastLogprob) => {
    const { deltas } = await run([...deltasOf(fly, { opening, argumentLogprob: 0 }), finish()], leastLogprob);
    expect(deltas.slice(0, 2)).toEqual([{ kind: 'text-only' }, anew[0]]);
  });

  test('is not doubted for its arguments where the model was not measured', async () => {
    const source = [...deltasOf(call, inventing), finish()];
    const { deltas, arrivals } = await run(source, null);
    expect(deltas).toEqual(source);
    expect(arrivals[0]).toBe(head.length);
  });

  test('that the model defends when it is asked stays', async () => {
    const source = [...deltasOf(call, inventing), finish()];
    expect((await run(source, -0.07, 0.8)).deltas).toEqual(source);
  });

  test.each([
    ['with arguments that it is sure of', { opening: 0.5, argumentLogprob: -0.02 }, finish()],
    ['that was cut', inventing, finish('length')],
    ['that a stop ended', inventing, finish('stop', '```')],
  ])('%s stays', async (_, chances, end) => {
    const source = [...deltasOf(call, chances), end];
    expect((await run(source)).deltas).toEqual(source);
  });

  test('that was sure to come passes from its name on, whatever its arguments', async () => {
    const source = [...deltasOf(call, { opening: 0.95, argumentLogprob: -2 }), finish()];
    const { deltas, arrivals } = await run(source);
    expect(deltas).toEqual(source);
    expect(arrivals).toEqual(source.map((_, index) => Math.max(index + 1, head.length)));
  });
});

describe('what is no call', () => {
  test.each([
    ['prose', ['The sea', ' is', ' wide.'], 1],
    ['prose before a call', ['Sure. ', ...call], 1],
    ['a program', ['```', 'python\n', 'print("name")\n', '```'], 2],
    ['an object of another kind', ['{', '"places": [', '"sea", "sky", "sun", "moon", "stars", "rain"', ']}'], 3],
    ['an object with a name', ['{"name": "sea", "places": ', ...Array(20).fill('"far away", '), '}'], 16],
  ])('passes as soon as that is clear: %s', async (_, texts, clearAfter) => {
    const source = [...deltasOf(texts, inventing), finish()];
    const { deltas, arrivals } = await run(source);
    expect(deltas).toEqual(source);
    expect(arrivals).toEqual(source.map((__, index) => Math.max(index + 1, clearAfter)));
  });
});
