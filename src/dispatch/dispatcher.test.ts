// In: asks over a scripted engine. Out: slots come back however a run ends, started or not, and a death before the text is tried again.
import { describe, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import type { Sampling } from '../contract/ask.ts';
import type { ChoiceDelta, PreparedPrompt } from '../contract/dispatch.ts';
import type { ServiceEvent } from '../contract/observer.ts';
import { conversationOf, greedy, turn } from '../engine/engine.suite.ts';
import { createScriptedEngine, type ScriptedAnswer } from '../engine/scripted/scripted-engine.ts';
import { createDispatcher } from './dispatcher.ts';

const never = new AbortController().signal;

async function dispatching(answer: (attempt: number) => Partial<ScriptedAnswer>, slotCount = 1) {
  const engine = createScriptedEngine({
    id: 'e',
    facts: { contextTokens: 100, slotCount, vocabularySize: 10, fingerprint: 'f', dialect: 'plain' },
    answer: (_turns, _run, attempt) => ({
      deltas: ['a', 'b'],
      reason: 'stop',
      delayMs: 0,
      diesAtDelta: null,
      ...answer(attempt),
    }),
  });
  const events: ServiceEvent[] = [];
  const dispatch = createDispatcher({
    engines: [engine],
    queueLength: 8,
    clock: systemClock,
    observer: { emit: (event) => events.push(event) },
  });
  const ask = { engineId: 'e', conversation: conversationOf([turn('user', 'one two')]), partition: 'p', adapter: null };
  const prepared: PreparedPrompt = await dispatch.prepare(ask, never);
  return { engine, dispatch, prepared, last: () => events.at(-1) };
}

async function textOf(deltas: AsyncIterable<ChoiceDelta>): Promise<string> {
  let text = '';
  for await (const { delta } of deltas) if (delta.kind === 'text-delta') text += delta.text;
  return text;
}

const order = (choiceCount: number, sampling: Partial<Sampling> = {}) => ({
  sampling: { ...greedy, ...sampling },
  constraint: null,
  choiceCount,
});

const idle = { running: 0, waiting: 0 };

describe('a generation', () => {
  test('runs in a slot and gives it back', async () => {
    const { dispatch, prepared, last, engine } = await dispatching(() => ({}));
    expect(prepared).toMatchObject({ promptTokens: 3, partition: 'p' });
    expect(await textOf(dispatch.generate(prepared, order(1), never))).toBe('ab');
    expect(last()).toMatchObject(idle);
    expect(await textOf(dispatch.generate(prepared, order(1), never))).toBe('ab');
    expect(engine.runs.map((run) => [run.slot, run.isCacheReused])).toEqual([
      [0, false],
      [0, true],
    ]);
  });

  test('draws each choice from a seed of its own', async () => {
    const { dispatch, prepared, engine } = await dispatching(() => ({}), 2);
    await textOf(dispatch.generate(prepared, order(3, { seed: 7 }), never));
    expect(engine.runs.map((run) => run.sampling.seed).sort()).toEqual([7, 8, 9]);
    await textOf(dispatch.generate(prepared, order(2, { seed: null }), never));
    expect(engine.runs.slice(3).map((run) => run.sampling.seed)).toEqual([null, null]);
  });

  test('that nobody ever iterates gives its places back at the signal', async () => {
    const { dispatch, prepared, last } = await dispatching(() => ({}));
    const leaving = new AbortController();
    dispatch.generate(prepared, order(3), leaving.signal);
    expect(last()).toMatchObject({ running: 1, waiting: 2 });
    leaving.abort();
    expect(last()).toMatchObject(idle);
  });

  test('that is returned before its first delta gives its places back', async () => {
    const { dispatch, prepared, last } = await dispatching(() => ({}));
    await dispatch.generate(prepared, order(3), never)[Symbol.asyncIterator]().return?.();
    expect(last()).toMatchObject(idle);
  });

  test('that is left in the middle ends its runs', async () => {
    const { dispatch, prepared, last, engine } = await dispatching(() => ({ delayMs: 5 }), 2);
    for await (const _ of dispatch.generate(prepared, order(2), never)) break;
    expect(engine.running()).toBe(0);
    expect(last()).toMatchObject(idle);
  });

  test('whose engine died before the text is tried once more, without the cache', async () => {
    const { dispatch, prepared, engine, last } = await dispatching((attempt) => ({
      diesAtDelta: attempt < 1 ? 0 : null,
    }));
    expect(await textOf(dispatch.generate(prepared, order(1), never))).toBe('ab');
    expect(engine.runs.map((run) => run.isCacheReused)).toEqual([false, false]);
    expect(last()).toMatchObject(idle);
  });

  test.each([
    ['twice before the text', 0, 2],
    ['after some text', 1, 1],
  ])('whose engine died %s fails', async (_name, diesAtDelta, runs) => {
    const { dispatch, prepared, engine, last } = await dispatching(() => ({ diesAtDelta }));
    await expect(textOf(dispatch.generate(prepared, order(1), never))).rejects.toMatchObject({ code: 'engine_died' });
    expect(engine.runs).toHaveLength(runs);
    expect(last()).toMatchObject(idle);
  });

  test('with one choice failed ends at once, though another waits for a slot that stays taken', async () => {
    const { dispatch, prepared, last } = await dispatching(
      (attempt) =>
        attempt === 0 ? { deltas: Array.from({ length: 300 }, () => 'x'), delayMs: 10 } : { diesAtDelta: 1 },
      2,
    );
    const leaving = new AbortController();
    const long = textOf(dispatch.generate(prepared, order(1), leaving.signal)).catch(() => 'left');
    const begunMs = performance.now();
    await expect(textOf(dispatch.generate(prepared, order(3), never))).rejects.toMatchObject({ code: 'engine_died' });
    expect(performance.now() - begunMs).toBeLessThan(500);
    leaving.abort();
    await long;
    expect(last()).toMatchObject(idle);
  });

  test('with one choice failed ends at once, though another is silent in its own slot', async () => {
    const { dispatch, prepared, last } = await dispatching(
      (attempt) => (attempt === 0 ? { deltas: ['late'], delayMs: 3000 } : { diesAtDelta: 1 }),
      2,
    );
    const begunMs = performance.now();
    await expect(textOf(dispatch.generate(prepared, order(2), never))).rejects.toMatchObject({ code: 'engine_died' });
    expect(performance.now() - begunMs).toBeLessThan(500);
    expect(last()).toMatchObject(idle);
  });
});
