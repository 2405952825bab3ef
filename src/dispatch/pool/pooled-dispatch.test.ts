// In: scripted engines behind the dispatcher, in pools. Out: our own engine is waited for where nobody else is left; an answer is only made
// by an engine that reads the prompt as the first one would have; tokens go where a vocabulary is known.
import { expect, test } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import type { Dispatch } from '../../contract/dispatch.ts';
import type { Conversation, Engine, EngineFacts } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import type { ServiceEvent } from '../../contract/observer.ts';
import { conversationOf, greedy, turn } from '../../engine/engine.suite.ts';
import { byteTokenizer } from '../../engine/scripted/byte-tokenizer.ts';
import { createScriptedEngine, type ScriptedEngine } from '../../engine/scripted/scripted-engine.ts';
import { createDispatcher } from '../dispatcher.ts';
import { Fleet } from './fleet.ts';
import { createPooledDispatch } from './pooled-dispatch.ts';

const never = new AbortController().signal;
const tool = { name: 'look', description: null, parameters: { type: 'object' }, isStrict: false } as const;

interface Built {
  readonly id: string;
  readonly dialect?: EngineFacts['dialect'];
  readonly hasTokenizer?: boolean;
  /** How often it dies before it answers. */
  readonly deaths?: number;
  readonly delayMs?: number;
  readonly opening?: string;
}

function engineOf({
  id,
  dialect = 'calls',
  hasTokenizer = false,
  deaths = 0,
  delayMs = 0,
  opening,
}: Built): ScriptedEngine {
  let left = deaths;
  const engine = createScriptedEngine({
    id,
    facts: { contextTokens: 100, slotCount: 2, vocabularySize: null, fingerprint: id, dialect },
    ...(hasTokenizer ? { tokenizer: byteTokenizer() } : {}),
    answer: () => ({ deltas: [id], reason: 'stop', delayMs, diesAtDelta: left-- > 0 ? 0 : null }),
  });
  if (opening === undefined) return engine;
  const prepare: Engine['prepare'] = async () => ({ kind: 'tokens', tokens: [1], opening });
  return { ...engine, prepare, running: engine.running };
}

function pooled(built: readonly Built[], ownEngineId: string | null = null) {
  const engines = built.map(engineOf);
  const events: ServiceEvent[] = [];
  const observer = { emit: (event: ServiceEvent) => void events.push(event) };
  const fleet = new Fleet(
    built.map(({ id }) => ({ id, weight: 1, slots: 2 })),
    {
      failuresToOpen: 3,
      openMs: 60_000,
      longestOpenMs: 60_000,
      loadFactor: 1.25,
      failedChecksToDown: 2,
      longestPauseMs: 60_000,
    },
  );
  const ids = built.map(({ id }) => id);
  const dispatch = createPooledDispatch({
    inner: createDispatcher({
      clock: systemClock,
      engines,
      queueLength: 2,
      pooledIds: new Set(ids),
      observer,
    }),
    fleet,
    pools: [{ id: 'pool', engineIds: ids }],
    ownEngineId,
    clock: systemClock,
    observer,
  });
  return { dispatch, fleet, engines, events };
}

/** A conversation that goes to this engine first. */
async function conversationFor(dispatch: Dispatch, id: string, tools: Conversation['tools'] = []) {
  for (let number = 0; number < 200; number += 1) {
    const conversation = { ...conversationOf([turn('user', `hi ${number}`)]), tools };
    const prepared = await dispatch.prepare({ engineId: 'pool', conversation, partition: 'p', adapter: null }, never);
    if (prepared.facts.fingerprint === id) return prepared;
  }
  throw new Error(`nothing goes to ${id}`);
}

async function answer(dispatch: Dispatch, prepared: Awaited<ReturnType<Dispatch['prepare']>>): Promise<string> {
  let text = '';
  const order = { sampling: greedy, constraint: null, choiceCount: 1 };
  for await (const { delta } of dispatch.generate(prepared, order, never))
    if (delta.kind === 'text-delta') text += delta.text;
  return text;
}

test('an engine that dies hands over to the next, and only one of several tries is a failure', async () => {
  const { dispatch, engines, events } = pooled([{ id: 'a', deaths: 1 }, { id: 'b' }]);
  expect(await answer(dispatch, await conversationFor(dispatch, 'a'))).toBe('b');
  expect(engines.map(({ runs }) => runs.length)).toEqual([1, 1]);
  const ends = events.flatMap((event) => (event.kind === 'engine-attempt' ? [[event.engineId, event.end]] : []));
  expect(ends).toEqual([
    ['a', 'failed'],
    ['b', 'answered'],
  ]);
});

test('where nobody else is left, whoever was gone is tried once more', async () => {
  const { dispatch, engines } = pooled([{ id: 'a', deaths: 1 }]);
  expect(await answer(dispatch, await conversationFor(dispatch, 'a'))).toBe('a');
  expect(engines[0]?.runs).toHaveLength(2);
  const dead = pooled([{ id: 'a', deaths: 9 }]);
  await expect(answer(dead.dispatch, await conversationFor(dead.dispatch, 'a'))).rejects.toMatchObject({
    code: 'engine_died',
  });
  expect(dead.engines[0]?.runs).toHaveLength(2);
});

test('our own engine is waited for while it starts anew, but not when an admin took it out', async () => {
  const { dispatch, fleet } = pooled([{ id: 'own' }], 'own');
  fleet.takeDown('own');
  expect(await answer(dispatch, await conversationFor(dispatch, 'own'))).toBe('own');
  fleet.drain('own');
  await expect(conversationFor(dispatch, 'own')).rejects.toMatchObject({ code: 'engine_unavailable' });
  const elsewhere = pooled([{ id: 'a' }]);
  elsewhere.fleet.takeDown('a');
  await expect(conversationFor(elsewhere.dispatch, 'a')).rejects.toMatchObject({ code: 'engine_unavailable' });
});

test('a conversation with functions is not handed to an engine that tells calls in another way; one without is', async () => {
  const mixed: readonly Built[] = [{ id: 'a', dialect: 'constrained', deaths: 1 }, { id: 'b' }];
  const plain = pooled(mixed);
  expect(await answer(plain.dispatch, await conversationFor(plain.dispatch, 'a'))).toBe('b');
  const withTools = pooled(mixed);
  expect(await answer(withTools.dispatch, await conversationFor(withTools.dispatch, 'a', [tool]))).toBe('a');
  expect(withTools.engines[1]?.runs).toHaveLength(0);
});

test('an answer that was begun is not handed to an engine that begins it otherwise', async () => {
  const { dispatch, engines } = pooled([
    { id: 'a', dialect: 'constrained', opening: '<call>', deaths: 1 },
    { id: 'b', dialect: 'constrained', opening: '[call]' },
  ]);
  expect(await answer(dispatch, await conversationFor(dispatch, 'a'))).toBe('a');
  expect(engines[1]?.runs).toHaveLength(0);
});

test('tokens go where the vocabulary is known', async () => {
  const { dispatch, engines } = pooled([{ id: 'a' }, { id: 'b', hasTokenizer: true }]);
  expect(dispatch.tokenizer('pool')).not.toBeNull();
  expect((await dispatch.facts('pool', never)).fingerprint).toBe('b');
  for (let number = 0; number < 8; number += 1)
    await answer(
      dispatch,
      await dispatch.prepareTokens(
        { engineId: 'pool', tokens: [number], partition: 'p', adapter: null },
        'tokens',
        never,
      ),
    );
  expect(engines.map(({ runs }) => runs.length)).toEqual([0, 8]);
  expect(pooled([{ id: 'a' }]).dispatch.tokenizer('pool')).toBeNull();
});

test('a full queue moves requests on without a mark against the engine; when all are full it is told', async () => {
  const { dispatch, fleet } = pooled([{ id: 'a' }, { id: 'b' }]);
  const prepared = await conversationFor(dispatch, 'a');
  const order = { sampling: greedy, constraint: null, choiceCount: 4 };
  const held = ['a', 'b'].map(() => dispatch.generate(prepared, order, never)[Symbol.asyncIterator]());
  for (const iterator of held) await iterator.next();
  expect(['a', 'b'].map((id) => fleet.status(id, Date.now())?.load)).toEqual([4, 4]);
  await expect(answer(dispatch, prepared)).rejects.toMatchObject({ code: 'rate_limit_exceeded', retryAfterMs: 1000 });
  expect(['a', 'b'].map((id) => fleet.status(id, Date.now())?.availability)).toEqual(['up', 'up']);
  for (const iterator of held) await iterator.return?.();
  expect(['a', 'b'].map((id) => fleet.status(id, Date.now())?.load)).toEqual([0, 0]);
});

test('a client that leaves says nothing of the engine, whatever its reason', async () => {
  const { dispatch, fleet, events } = pooled([{ id: 'a', delayMs: 50 }, { id: 'b' }]);
  const prepared = await conversationFor(dispatch, 'a');
  const leaving = new AbortController();
  const order = { sampling: greedy, constraint: null, choiceCount: 1 };
  const iterator = dispatch.generate(prepared, order, leaving.signal)[Symbol.asyncIterator]();
  const first = iterator.next();
  setTimeout(() => leaving.abort(new Fault('timeout', 'took too long')), 10);
  await expect(first).rejects.toMatchObject({ code: 'timeout' });
  expect(fleet.status('a', Date.now())).toMatchObject({ load: 0, failuresInRow: 0 });
  expect(events.at(-1)).toMatchObject({ kind: 'engine-attempt', engineId: 'a', end: 'given-up' });
});

test('an engine in no pool is reached as before', async () => {
  const { dispatch } = pooled([{ id: 'a' }]);
  const conversation = conversationOf([turn('user', 'hi')]);
  const prepared = await dispatch.prepare({ engineId: 'a', conversation, partition: 'p', adapter: null }, never);
  expect(prepared.engineId).toBe('a');
  expect(await answer(dispatch, prepared)).toBe('a');
  expect(() =>
    dispatch.generate({ ...prepared, engineId: 'pool' }, { sampling: greedy, constraint: null, choiceCount: 1 }, never),
  ).toThrow(Fault);
});

test('there is room while one of the engines has some', async () => {
  const { dispatch } = pooled([
    { id: 'a', delayMs: 5000 },
    { id: 'b', delayMs: 5000 },
  ]);
  const ask = {
    engineId: 'pool',
    partition: 'p',
    sampling: greedy,
    service: { keyId: 'k', urgency: 'default' } as const,
  };
  const checkRoom = (choiceCount: number) => () => dispatch.checkRoom({ ...ask, choiceCount });
  const ending = new AbortController();
  for (const id of ['a', 'b']) {
    const prepared = await conversationFor(dispatch, id);
    checkRoom(4)();
    const order = { sampling: greedy, constraint: null, choiceCount: 4 };
    void dispatch
      .generate(prepared, order, ending.signal)
      [Symbol.asyncIterator]()
      .next()
      .catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(checkRoom(1)).toThrow(expect.objectContaining({ code: 'rate_limit_exceeded' }));
  ending.abort();
  await expect.poll(() => checkRoom(4)()).toBeUndefined();
});
