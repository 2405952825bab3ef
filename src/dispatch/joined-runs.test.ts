// In: asks that would compute the same, and asks that would not, over a scripted engine. Out: the same is computed once and read by all from its
// beginning; who leaves takes nobody along; the last one ends it; a failure reaches all.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import type { CallsInText, Constraint } from '../contract/ask.ts';
import type { ChoiceDelta, GenerationOrder, PreparedPrompt, RoomAsk } from '../contract/dispatch.ts';
import { Fault } from '../contract/fault.ts';
import type { ServiceEvent } from '../contract/observer.ts';
import { conversationOf, greedy, turn } from '../engine/engine.suite.ts';
import { createScriptedEngine, type ScriptedAnswer } from '../engine/scripted/scripted-engine.ts';
import { createDispatcher } from './dispatcher.ts';
import { JoinedRuns } from './joined-runs.ts';

const never = new AbortController().signal;
const order: GenerationOrder = { sampling: greedy, constraint: null, choiceCount: 1 };

async function dispatching(answer: Partial<ScriptedAnswer> = {}, slotCount = 4, queueLength = 64) {
  const engine = createScriptedEngine({
    id: 'e',
    facts: { contextTokens: 100, slotCount, vocabularySize: 10, fingerprint: 'f', dialect: 'plain' },
    answer: () => ({ deltas: ['a', 'b', 'c'], reason: 'stop', delayMs: 5, diesAtDelta: null, ...answer }),
  });
  const events: ServiceEvent[] = [];
  const dispatch = createDispatcher({
    engines: [engine],
    queueLength,
    clock: systemClock,
    observer: { emit: (event) => events.push(event) },
    isJoining: true,
  });
  const prepare = (text = 'one two', partition = 'p') =>
    dispatch.prepare(
      { engineId: 'e', conversation: conversationOf([turn('user', text)]), partition, adapter: null },
      never,
    );
  return {
    ...{ engine, dispatch, prepare, prepared: await prepare() },
    joinCount: () => events.filter(({ kind }) => kind === 'run-joined').length,
    queue: () => events.findLast((event) => event.kind === 'queue-changed'),
  };
}

async function read(deltas: AsyncIterable<ChoiceDelta>) {
  let text = '';
  let usage = null;
  for await (const { delta } of deltas) {
    if (delta.kind === 'text-delta') text += delta.text;
    if (delta.kind === 'finish') usage = delta.usage;
  }
  return { text, usage };
}

const idle = { running: 0, waiting: 0 };

describe('asks for the same', () => {
  test('are one run, read from its beginning by all; what was not computed for one was cached', async () => {
    const { dispatch, prepared, prepare, engine, joinCount, queue } = await dispatching();
    const first = dispatch.generate(prepared, order, never)[Symbol.asyncIterator]();
    expect((await first.next()).value).toMatchObject({ delta: { text: 'a' } });
    const others = [prepared, await prepare()].map((same) => dispatch.generate(same, order, never));
    expect(queue()).toMatchObject({ running: 1, waiting: 0 });
    const rest = read({ [Symbol.asyncIterator]: () => first });
    const usage = { promptTokens: 3, completionTokens: 3 };
    for (const other of await Promise.all(others.map(read)))
      expect(other).toEqual({ text: 'abc', usage: { ...usage, cachedTokens: 3 } });
    expect(await rest).toEqual({ text: 'bc', usage: { ...usage, cachedTokens: 0 } });
    expect([engine.runs.length, joinCount()]).toEqual([1, 2]);
    expect(queue()).toMatchObject(idle);
    // What is over is not joined.
    expect((await read(dispatch.generate(prepared, order, never))).usage).toMatchObject({ cachedTokens: 0 });
    expect(engine.runs.length).toBe(2);
  });

  test('take one place in the queue, however full it is', async () => {
    const { dispatch, prepared, prepare, queue } = await dispatching({}, 1, 8);
    const busy = read(dispatch.generate(await prepare('something else'), { ...order, choiceCount: 8 }, never));
    const same = Array.from({ length: 5 }, () => read(dispatch.generate(prepared, order, never)));
    expect(queue()).toMatchObject({ running: 1, waiting: 8 });
    const other = await prepare('quite another');
    expect(() => dispatch.generate(other, order, never)).toThrow(Fault);
    expect((await Promise.all(same)).map(({ text }) => text)).toEqual(Array(5).fill('abc'));
    await busy;
    expect(queue()).toMatchObject(idle);
  });

  test('find room beside it, and nobody else does: not in other words, not for somebody else', async () => {
    const { dispatch, prepared, prepare, queue } = await dispatching({}, 1, 1);
    const asked = (text: string) => [{ role: 'user', text }, new Map([[1, 2]])];
    const busy = [await prepare('something else'), prepared].map((one, index) =>
      read(dispatch.generate(one, { ...order, asked: asked(`${index}`) }, never)),
    );
    expect(queue()).toMatchObject({ running: 1, waiting: 1 });
    const room = { engineId: 'e', partition: 'p', sampling: greedy, choiceCount: 1, asked: asked('1') };
    const check = (change: Partial<RoomAsk>) => () =>
      dispatch.checkRoom({ ...room, service: { keyId: 'k', urgency: 'default' }, ...change });
    expect(check({})).not.toThrow();
    const others: readonly Partial<RoomAsk>[] = [
      { asked: asked('2') },
      { asked: undefined },
      { partition: 'other' },
      { sampling: { temperature: 1, seed: null } },
      { choiceCount: 2 },
    ];
    for (const other of others) expect(check(other)).toThrow(expect.objectContaining({ code: 'rate_limit_exceeded' }));
    await Promise.all(busy);
    expect(check({ asked: asked('2') })).not.toThrow();
  });

  test('that fail, fail all', async () => {
    const { dispatch, prepared, engine, queue } = await dispatching({ diesAtDelta: 2 });
    const all = Array.from({ length: 3 }, () => read(dispatch.generate(prepared, order, never)));
    for (const result of await Promise.allSettled(all))
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'engine_died' } });
    expect(engine.runs.length).toBe(1);
    expect(queue()).toMatchObject(idle);
  });

  test('lose nothing when the first one leaves; when the last one leaves the run ends', async () => {
    const { dispatch, prepared, engine, queue } = await dispatching({ deltas: Array(50).fill('x') });
    const leaving = [new AbortController(), new AbortController()];
    const [one, two] = leaving.map(({ signal }) => read(dispatch.generate(prepared, order, signal)));
    const third = dispatch.generate(prepared, order, never)[Symbol.asyncIterator]();
    await third.next();
    leaving[0]?.abort(new Fault('client_closed', 'gone'));
    await expect(one).rejects.toMatchObject({ code: 'client_closed' });
    leaving[1]?.abort(new Fault('request_timeout', 'late'));
    await expect(two).rejects.toMatchObject({ code: 'request_timeout' });
    expect((await third.next()).done).toBe(false);
    expect(engine.running()).toBe(1);
    await third.return?.();
    expect([engine.running(), engine.runs.length]).toEqual([0, 1]);
    expect(queue()).toMatchObject(idle);
  });

  test('that nobody ever reads give up their place when they leave', async () => {
    const { dispatch, prepared, queue, engine } = await dispatching();
    const leaving = new AbortController();
    dispatch.generate(prepared, order, leaving.signal);
    const unread = dispatch.generate(prepared, order, never)[Symbol.asyncIterator]();
    leaving.abort(new Fault('client_closed', 'gone'));
    expect(queue()).toMatchObject({ running: 1 });
    await unread.return?.();
    expect(queue()).toMatchObject(idle);
    expect(engine.runs).toEqual([]);
    expect(() => dispatch.generate(prepared, order, leaving.signal)).toThrow(
      expect.objectContaining({ code: 'client_closed' }),
    );
  });

  test('are computed no faster than the fastest of them reads', async () => {
    const { dispatch, prepared, engine } = await dispatching({ delayMs: 0, deltas: Array(50).fill('x') });
    const [fast, slow] = [0, 1].map(() => dispatch.generate(prepared, order, never)[Symbol.asyncIterator]());
    for (let count = 0; count < 3; count += 1) await fast?.next();
    await slow?.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(engine.running()).toBe(1);
    await Promise.all([fast?.return?.(), slow?.return?.()]);
    expect(engine.running()).toBe(0);
  });

  test('whoever is hurried waits for nobody who is not, until that one has begun', async () => {
    const { dispatch, prepared, prepare, engine } = await dispatching({}, 1);
    const busy = read(dispatch.generate(await prepare('something else'), order, never));
    const by = (urgency: 'batch' | 'interactive') => ({ ...order, service: { keyId: 'k', urgency } });
    const calm = dispatch.generate(prepared, by('batch'), never)[Symbol.asyncIterator]();
    const hurried = read(dispatch.generate(prepared, by('interactive'), never));
    const alike = read(dispatch.generate(prepared, by('batch'), never));
    await Promise.all([busy, hurried, calm.next()]);
    const late = read(dispatch.generate(prepared, by('interactive'), never));
    expect((await Promise.all([alike, late])).map(({ text }) => text)).toEqual(['abc', 'abc']);
    await calm.return?.();
    expect(engine.runs.length).toBe(3);
  });
});

const grammar: Constraint = { grammar: 'root ::= "a"', triggers: null, calls: null };
const calls: CallsInText = { begun: 'x', furtherGrammar: null, textGrammar: null };

const withCalls = (rest: Partial<CallsInText>) => ({ ...grammar, calls: { ...calls, ...rest } });

test('what differs in anything is computed for itself', async () => {
  const different: readonly GenerationOrder[] = [
    { temperature: 0.5, seed: 1 },
    { temperature: 0.5, seed: 2 },
    { stops: ['b'] },
    { maxTokens: 5 },
    { topLogprobs: 0 },
    { logitBias: new Map([[1, 2]]) },
    { topP: 0.5 },
    { topK: 5 },
    { presencePenalty: 1 },
    { frequencyPenalty: 1 },
    {},
  ].map((rest) => ({ ...order, sampling: { ...greedy, ...rest } }));
  const constraints: readonly Constraint[] = [
    grammar,
    { ...grammar, grammar: 'root ::= "b"' },
    { ...grammar, triggers: ['x'] },
    withCalls({}),
    withCalls({ begun: 'y' }),
    withCalls({ textGrammar: 't' }),
    withCalls({ furtherGrammar: () => 'f' }),
    withCalls({ furtherGrammar: () => 'g' }),
  ];
  const orders = [...different, ...constraints.map((constraint) => ({ ...order, constraint }))];
  const { dispatch, prepared, joinCount } = await dispatching();
  const generateAll = () => orders.map((one) => read(dispatch.generate(prepared, one, never)));
  await Promise.all(generateAll());
  expect(joinCount()).toBe(0);
  // Each is one that could be shared.
  await Promise.all([...generateAll(), ...generateAll()]);
  expect(joinCount()).toBe(orders.length);
});

test('what is drawn at random, and several answers, are shared with nobody', async () => {
  const { dispatch, prepared, joinCount } = await dispatching();
  const random = { ...order, sampling: { ...greedy, temperature: 1, seed: null } };
  const several = { ...order, choiceCount: 2 };
  await Promise.all([random, random, several, several].map((one) => read(dispatch.generate(prepared, one, never))));
  expect(joinCount()).toBe(0);
});

test('nothing is shared between prompts, partitions, or what is no list of tokens', async () => {
  const { dispatch, prepare, prepared, joinCount, engine } = await dispatching();
  const scored = { ...prepared, prompt: { kind: 'scored', tokens: [1, 2] } } satisfies PreparedPrompt;
  const others = [prepared, await prepare('one too'), await prepare('one two', 'q'), scored, scored];
  await Promise.all(others.map((other) => read(dispatch.generate(other, order, never))));
  expect([joinCount(), engine.runs.length]).toEqual([0, 5]);
});

test('a seed that is the same is shared, and of greedy draws any', async () => {
  const { dispatch, prepared, joinCount } = await dispatching();
  const drawn = (seed: number | null, temperature: number) => ({
    ...order,
    sampling: { ...greedy, seed, temperature },
  });
  const asked = [drawn(1, 1), drawn(1, 1), drawn(2, 1), drawn(1, 0), drawn(2, 0), drawn(null, 0)];
  await Promise.all(asked.map((one) => read(dispatch.generate(prepared, one, never))));
  expect(joinCount()).toBe(3);
});

test('any readers, at any pace, leaving at any time: each reads a beginning of the same, and the run ends once', async () => {
  const reader = fc.record({ startsAt: fc.nat(12), reads: fc.nat(12), leaves: fc.constantFrom('signal', 'return') });
  await fc.assert(
    fc.asyncProperty(fc.array(reader, { minLength: 1, maxLength: 6 }), fc.nat(9), async (readers, deltaCount) => {
      const shared = new JoinedRuns(() => undefined);
      let [begun, ended] = [0, 0];
      const { prepared } = await preparedOnce;
      async function* begin(signal: AbortSignal): AsyncGenerator<ChoiceDelta> {
        begun += 1;
        try {
          for (let at = 0; at < deltaCount; at += 1) {
            await Promise.resolve();
            signal.throwIfAborted();
            yield { choice: 0, delta: { kind: 'text-delta', text: String(at), tokens: [at], logprobs: [] } };
          }
        } finally {
          ended += 1;
        }
      }
      await Promise.all(
        readers.map(async ({ startsAt, reads, leaves }) => {
          for (let turns = 0; turns < startsAt; turns += 1) await Promise.resolve();
          const leaving = new AbortController();
          const iterator = shared.read(prepared, order, leaving.signal, begin)[Symbol.asyncIterator]();
          for (let at = 0; at < reads; at += 1) {
            const { done, value } = await iterator.next();
            expect(done).toBe(at >= deltaCount);
            if (done !== true) expect(value).toMatchObject({ delta: { text: String(at) } });
          }
          if (leaves === 'return') await iterator.return?.();
          else leaving.abort(new Fault('client_closed', 'gone'));
          const rest = await iterator.next().catch((error: unknown) => error);
          if (leaves === 'signal') expect(rest).toMatchObject({ code: 'client_closed' });
          else expect(rest).toMatchObject({ done: true });
        }),
      );
      expect(shared.size).toBe(0);
      // A generator that was never started has nothing to end.
      expect(ended).toBe(begun);
    }),
  );
});

const preparedOnce = dispatching();
