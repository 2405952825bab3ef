// In: asks that begin alike, over an engine with slots; clients that leave, calls that fail, engines that die. Out: what is shared is computed
// once, every ask ends once, and nobody's tokens are found by another.
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import type { EngineUsage } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import type { ServiceEvent } from '../contract/observer.ts';
import { greedy } from '../engine/engine.suite.ts';
import { createDispatcher } from './dispatcher.ts';
import { createSlotEngine, type SlotEngineOptions } from './slot-engine.suite.ts';

const never = new AbortController().signal;
const defaults: SlotEngineOptions = {
  ...{ slotCount: 4, leastTokens: 8, budgetBytes: 1_000_000, stepMs: 1, answerTokens: 3 },
  ownerOf: ([first = 0]) => `p${first}`,
};
const common = Array.from({ length: 64 }, (_, at) => at + 1);

function serving(given: Partial<SlotEngineOptions> = {}) {
  const engine = createSlotEngine({ ...defaults, ...given });
  const events: ServiceEvent[] = [];
  const observer = { emit: (event: ServiceEvent) => void events.push(event) };
  const dispatch = createDispatcher({ engines: [engine], queueLength: 64, observer, clock: systemClock });
  async function ask(tokens: readonly number[], signal = never, choiceCount = 1): Promise<Answer> {
    const partition = defaults.ownerOf(tokens);
    const prepared = await dispatch.prepareTokens(
      { engineId: 'e', tokens, partition, adapter: null },
      'tokens',
      signal,
    );
    const order = { sampling: greedy, constraint: null, choiceCount };
    const answer: Answer = { text: '', usages: [] };
    for await (const { delta } of dispatch.generate(prepared, order, signal)) {
      if (delta.kind === 'text-delta') answer.text += delta.text;
      if (delta.kind === 'finish') answer.usages.push(delta.usage);
    }
    return answer;
  }
  return { engine, dispatch, ask, queue: () => events.findLast(({ kind }) => kind === 'queue-changed') };
}

interface Answer {
  text: string;
  readonly usages: EngineUsage[];
}

const idle = { running: 0, waiting: 0 };
let dying: NodeJS.Timeout | undefined;
afterEach(() => clearInterval(dying));

describe('a beginning that several share', () => {
  test('a cold burst computes it once, and answers as each would be answered alone', async () => {
    const { engine, ask, queue } = serving();
    const prompts = Array.from({ length: 8 }, (_, own) => [...common, 90, own]);
    const answers = await Promise.all(prompts.map((tokens) => ask(tokens)));
    expect(engine.computed()).toBe(common.length + 1 + 8);
    for (const [at, tokens] of prompts.entries()) {
      const alone = await serving().ask(tokens);
      expect(answers[at]?.text).toBe(alone.text);
    }
    const cached = answers.map(({ usages }) => usages[0]?.cachedTokens ?? 0).sort((left, right) => left - right);
    expect(cached).toEqual([0, ...Array.from({ length: 7 }, () => common.length + 1)]);
    expect(queue()).toMatchObject(idle);
  });

  test('those who come while it is computed wait for it', async () => {
    const { engine, ask } = serving({ stepMs: 4 });
    const first = ask([...common, 91]);
    await new Promise((resolve) => setTimeout(resolve, 12));
    const answers = await Promise.all([first, ask([...common, 92]), ask([...common, 93])]);
    expect(engine.computed()).toBeLessThanOrEqual(common.length + 3 + 8);
    expect(answers.map(({ usages }) => usages[0]?.cachedTokens)).toEqual([0, 64, 64]);
  });

  test('n answers compute their prompt once, and none of it counts as cached', async () => {
    const { engine, ask } = serving();
    const { usages } = await ask(common, never, 6);
    expect(usages).toHaveLength(6);
    expect(engine.computed()).toBe(common.length - 1 + 6);
    expect(usages.map(({ cachedTokens }) => cachedTokens)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('who leaves while computing it leaves it to the others', async () => {
    const { engine, ask, queue } = serving({ stepMs: 2 });
    const leaving = new AbortController();
    const first = ask([...common, 91], leaving.signal).catch((error: unknown) => error);
    const rest = [ask([...common, 92]), ask([...common, 93])];
    await new Promise((resolve) => setTimeout(resolve, 10));
    leaving.abort(new Fault('client_closed', 'gone'));
    expect(await first).toMatchObject({ code: 'client_closed' });
    for (const { text } of await Promise.all(rest)) expect(text).not.toBe('');
    expect(engine.computed()).toBeLessThan(common.length * 1.5);
    expect(queue()).toMatchObject(idle);
  });

  test('is found again by the next start', async () => {
    const before = serving();
    await before.ask([...common, 91]);
    await before.dispatch.close();
    const after = serving();
    for (const [stateId, content] of before.engine.files)
      Reflect.apply(Map.prototype.set, after.engine.files, [stateId, content]);
    const { usages } = await after.ask([...common, 92]);
    expect(usages[0]?.cachedTokens).toBe(64);
    expect(after.engine.computed()).toBe(1);
  });

  test('another key computes it for itself', async () => {
    const { engine, ask } = serving();
    const other = [99, ...common.slice(1)];
    await Promise.all([ask(common), ask(other), ask(common), ask(other)]);
    expect(engine.computed()).toBe(2 * (common.length - 1 + 2));
  });
});

test('a store that fails costs nothing but the sharing', async () => {
  const { engine, ask, queue } = serving();
  Reflect.set(engine.states, 'save', async () => {
    throw new Fault('engine_error', 'disk full');
  });
  const answers = await Promise.all(Array.from({ length: 6 }, (_, own) => ask([...common, own])));
  for (const { text } of answers) expect(text.trim().split(' ')).toHaveLength(3);
  expect(queue()).toMatchObject(idle);
});

test('800 asks, some left, some failed, engines that die: each ends once, no slot is lost', async () => {
  let steps = 0;
  let isFailing = true;
  const { engine, ask, queue } = serving({
    stepMs: 0,
    mayFail: () => {
      steps += 1;
      if (isFailing && steps % 211 === 0) throw new Fault('engine_error', 'refused');
    },
  });
  dying = setInterval(() => engine.die(), 100);
  const outcomes = new Map<string, number>();
  let seed = 5;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  async function client(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      const family = random(3);
      const tokens = [family, ...common.slice(0, 8 + random(5) * 8), 70 + random(4), random(50)];
      const leaving = new AbortController();
      const left =
        random(5) === 0 ? setTimeout(() => leaving.abort(new Fault('client_closed', 'gone')), random(20)) : null;
      const outcome = await ask(tokens, leaving.signal, 1 + random(3)).then(
        ({ usages }) => (usages.length > 0 ? 'done' : 'nothing'),
        (error: unknown) => (error instanceof Fault ? error.code : String(error)),
      );
      if (left !== null) clearTimeout(left);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  }
  await Promise.all(Array.from({ length: 16 }, () => client(50)));
  clearInterval(dying);
  expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(800);
  for (const outcome of outcomes.keys())
    expect(['done', 'client_closed', 'engine_died', 'engine_error', 'rate_limit_exceeded']).toContain(outcome);
  expect(outcomes.get('done')).toBeGreaterThan(400);
  await expect.poll(() => engine.busySlots()).toBe(0);
  expect(queue()).toMatchObject(idle);
  isFailing = false;
  // It serves as before.
  expect((await ask(common)).text).not.toBe('');
});
