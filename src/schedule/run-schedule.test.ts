// In: generated histories of runs that come, are computed, fail, end and are given up, and engines that lose their memory. Out: the promises of
// the schedule.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asked, ScheduleWorld } from './schedule-world.suite.ts';

const partition = fc.constantFrom('a', 'b');
/** Prompts of a few families, so that many share long beginnings. */
const prompt = fc
  .tuple(fc.nat(1), fc.nat(3), fc.nat(8), fc.nat(2))
  .map(([family, branch, length, end]) => [
    ...Array.from({ length: 12 }, (_, at) => family * 100 + at),
    ...Array.from({ length }, (_, at) => 1000 + branch * 100 + at),
    5000 + end,
  ]);
const asked = fc.record({
  partition,
  tokens: fc.oneof({ weight: 5, arbitrary: prompt }, { weight: 1, arbitrary: fc.constant([]) }),
  isDivisible: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  isRepeatable: fc.boolean(),
  weight: fc.constantFrom(1, 4, 16),
  isBackground: fc.boolean(),
  startByMs: fc.option(fc.nat(60)),
});
const index = fc.nat(9);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('submit' as const),
      asked: fc.array(asked, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('progress' as const),
      index,
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('tell' as const), index }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('finish' as const), index, isDone: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('finish' as const), index, isDone: fc.constant(true) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('give-up' as const), index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose-engine' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass-time' as const), durationMs: fc.nat(9) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Taken> ? Taken : never;

/** All runs of one request are in the same hurry. */
function hurried(runs: readonly Asked[], nowMs: number): readonly Asked[] {
  const [first] = runs;
  const startByMs = first?.startByMs == null ? null : first.startByMs + nowMs;
  const { weight = 1, isBackground = false } = first ?? {};
  return runs.map((run) => ({ ...run, weight, isBackground, startByMs }));
}

function take(world: ScheduleWorld, taken: Step): void {
  if (taken.kind === 'submit') world.submit(hurried(taken.asked, world.nowMs));
  else if (taken.kind === 'pass-time') world.passTime(taken.durationMs);
  else if (taken.kind === 'lose-engine') world.loseEngine();
  else if (taken.kind === 'give-up') {
    const runId = world.alive[taken.index];
    if (runId !== undefined) world.giveUp(runId);
  } else {
    const runId = [...world.work.values()][taken.index]?.runId;
    if (runId === undefined) return;
    if (taken.kind === 'progress') world.progress(runId, taken.share);
    else if (taken.kind === 'tell') world.tell(runId);
    else world.finish(runId, taken.isDone);
  }
}

const keeping = fc.record({ leastTokens: fc.constantFrom(2, 6), budgetBytes: fc.constantFrom(0, 150, 400, 5000) });

test('any history: no slot does two things, each run ends once, none waits for ever, nothing crosses partitions, limits hold', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.nat(6),
      fc.option(fc.constantFrom(1, 8, 30)),
      fc.option(keeping),
      fc.array(step, { maxLength: 80 }),
      (slotCount, queueLength, stepTokens, kept, steps) => {
        const world = new ScheduleWorld({ slotCount, queueLength, stepTokens, keeping: kept });
        for (const taken of steps) take(world, taken);
        world.drain();
        expect(world.alive).toEqual([]);
        expect(world.schedule.running + world.schedule.waiting).toBe(0);
        expect(world.schedule.admission.hasRoomFor(slotCount + queueLength, 1)).toBe(true);
        expect(world.schedule.admission.hasRoomFor(slotCount + queueLength + 1, 1)).toBe(false);
      },
    ),
    { numRuns: 400 },
  );
});

test('10,000 events in one life', () => {
  const world = new ScheduleWorld({ slotCount: 4, queueLength: 12, keeping: { leastTokens: 4, budgetBytes: 2000 } });
  for (const taken of fc.sample(step, { numRuns: 10_000, seed: 11 })) take(world, taken);
  world.drain();
  expect(world.alive).toEqual([]);
  expect(world.startOrder.length).toBeGreaterThan(1000);
});

const common = Array.from({ length: 40 }, (_, at) => at);
const keepingAll = { leastTokens: 8, budgetBytes: 1_000_000 };

describe('a shared beginning', () => {
  test('is computed once for a burst, and put into the other slots', () => {
    const world = new ScheduleWorld({ slotCount: 4, queueLength: 4, keeping: keepingAll });
    world.submit(Array.from({ length: 6 }, (_, at) => ({ partition: 'a', tokens: [...common, 100 + at, 200] })));
    expect([...world.work.values()]).toMatchObject([{ kind: 'prefill', tokenCount: 40 }]);
    world.drain();
    // Each has two tokens of its own, and two that it writes.
    expect(world.computedTokens).toBe(40 + 6 * 4);
  });

  test('is computed once where the runs come one after the other, while it is computed', () => {
    const world = new ScheduleWorld({ slotCount: 3, queueLength: 4, keeping: keepingAll });
    const [first = 0] = world.submit([{ partition: 'a', tokens: [...common, 100] }]);
    world.progress(first, 0.5);
    world.submit([{ partition: 'a', tokens: [...common, 101] }]);
    expect([...world.interrupts]).toEqual([first]);
    world.submit([{ partition: 'a', tokens: [...common, 102] }]);
    world.drain();
    expect(world.computedTokens).toBe(40 + 3 * 3);
  });

  test('is not waited for by another partition', () => {
    const world = new ScheduleWorld({ slotCount: 2, queueLength: 4, keeping: keepingAll });
    world.submit([{ partition: 'a', tokens: [...common, 100] }]);
    world.submit([{ partition: 'b', tokens: [...common, 100] }]);
    expect([...world.work.values()].map(({ kind }) => kind)).toEqual(['start', 'start']);
    world.drain();
    expect(world.computedTokens).toBe(2 * 43);
  });

  test('of which text was shown already is computed again, once, and kept for the third', () => {
    const world = new ScheduleWorld({ slotCount: 3, queueLength: 4, keeping: keepingAll });
    const [first = 0] = world.submit([{ partition: 'a', tokens: [...common, 100] }]);
    world.tell(first);
    const [second = 0] = world.submit([{ partition: 'a', tokens: [...common, 101] }]);
    expect(world.work.get(1)).toMatchObject({ kind: 'prefill', tokenCount: 40 });
    world.finish(second);
    world.finish(second);
    world.submit([{ partition: 'a', tokens: [...common, 102] }]);
    expect(world.work.get(2)).toMatchObject({ kind: 'restore' });
  });

  test('survives the engine', () => {
    const world = new ScheduleWorld({ slotCount: 2, queueLength: 4, keeping: keepingAll });
    world.submit([100, 101].map((own) => ({ partition: 'a', tokens: [...common, own] })));
    world.drain();
    world.loseEngine();
    world.submit([{ partition: 'a', tokens: [...common, 104] }]);
    expect([...world.work.values()]).toMatchObject([{ kind: 'restore' }]);
  });
});

test('who leaves in the middle leaves what was computed to those who waited', () => {
  const world = new ScheduleWorld({ slotCount: 4, queueLength: 4, keeping: keepingAll });
  const [first = 0] = world.submit([101, 102, 103].map((own) => ({ partition: 'a', tokens: [...common, own] })));
  world.progress(first, 0.5);
  world.giveUp(first);
  world.finish(first, false);
  expect([...world.work.values()]).toMatchObject([{ kind: 'prefill', slot: 0, isCacheReused: true }]);
  world.drain();
  expect(world.computedTokens).toBe(40 + 2 * 3);
});

test('a conversation that makes way for another is put back when it goes on', () => {
  const world = new ScheduleWorld({ slotCount: 1, queueLength: 0, keeping: keepingAll });
  world.submit([{ partition: 'a', tokens: common }]);
  world.drain();
  world.submit([{ partition: 'b', tokens: common }]);
  expect([...world.work.values()]).toMatchObject([{ kind: 'save', state: { partition: 'a' } }]);
  world.drain();
  const computed = world.computedTokens;
  world.submit([{ partition: 'a', tokens: [...common, 8, 9, 500] }]);
  world.drain();
  expect(world.computedTokens - computed).toBe(3);
});

describe('what applications send, at whatever number of slots', () => {
  const part = (name: number, length: number) => Array.from({ length }, (_, at) => name * 1000 + at);
  /** Two tokens are written to each prompt. */
  function computedFor(slotCount: number, stages: readonly (readonly (readonly number[])[])[]): number {
    const keeping = { leastTokens: 32, budgetBytes: 1_000_000 };
    const world = new ScheduleWorld({ slotCount, queueLength: 64, keeping });
    for (const stage of stages) {
      world.submit(stage.map((tokens) => ({ partition: 'a', tokens })));
      world.drain();
    }
    return world.computedTokens - 2 * stages.flat().length;
  }

  test.each([1, 3, 8])('an agent with branches on branches, %i slots', (slotCount) => {
    const branch = (at: number) => [...part(1, 300), ...part(10 + at, 60)];
    const leaf = (at: number) => [...branch(0), ...part(30, 40), ...part(40 + at, 10)];
    const stages = [[[...part(1, 300), 5]], [0, 1, 2, 3, 4, 5, 6, 7].map(branch), [0, 1, 2, 3, 4, 5, 6, 7].map(leaf)];
    const least = 300 + 1 + 8 * 60 + 40 + 8 * 10;
    expect(computedFor(slotCount, stages)).toBeLessThanOrEqual(least * 1.1);
  });

  test.each([1, 3, 8])('questions on documents, mixed, %i slots', (slotCount) => {
    const prompts = Array.from({ length: 24 }, (_, at) => [
      ...part(1, 20),
      ...part(10 + ((at * 7) % 4), 300),
      ...part(100 + at, 15),
    ]);
    const least = 20 + 4 * 300 + 24 * 15;
    for (const stages of [[prompts], prompts.map((prompt) => [prompt])])
      expect(computedFor(slotCount, stages)).toBeLessThanOrEqual(least * 1.1);
  });
});

test('what two questions share is kept before the second one replaces the first, so that a third need not wait for it', () => {
  const world = new ScheduleWorld({
    slotCount: 4,
    queueLength: 9,
    keeping: { leastTokens: 8, budgetBytes: 1_000_000 },
  });
  const ask = (own: number) => world.submit([{ partition: 'a', tokens: [...common, own, own] }]);
  ask(100);
  world.drain();
  const [second = 0] = ask(101);
  while (world.schedule.running > 0 && !world.startOrder.includes(second))
    for (const { runId, kind } of [...world.work.values()]) if (kind !== 'start') world.finish(runId);
  world.tell(second);
  const before = world.computedTokens;
  ask(102);
  world.drain();
  // The third has two tokens of its own, and each writes two.
  expect(world.computedTokens - before).toBe(2 + 2 + 2);
});

test('at the close idle slots are kept, but for those whose content is short or kept already', () => {
  const world = new ScheduleWorld({ slotCount: 4, queueLength: 4, keeping: keepingAll });
  world.submit([100, 101].map((own) => ({ partition: 'a', tokens: [...common, own] })));
  world.submit([{ partition: 'b', tokens: common }]);
  world.submit([{ partition: 'c', tokens: [1, 2, 3] }]);
  world.drain();
  const before = world.files.size;
  world.close();
  expect(world.files.size).toBe(before + 1);
  const next = new ScheduleWorld({ slotCount: 4, queueLength: 4, keeping: keepingAll });
  next.find(world.files);
  next.submit([{ partition: 'b', tokens: [...common, 102] }]);
  expect([...next.work.values()]).toMatchObject([{ kind: 'restore' }]);
});

test('an engine that was not there when a state was put in leaves the state as it is', () => {
  const world = new ScheduleWorld({ slotCount: 2, queueLength: 4, keeping: keepingAll });
  world.submit([100, 101].map((own) => ({ partition: 'a', tokens: [...common, own] })));
  world.drain();
  world.loseEngine();
  const [run = 0] = world.submit([{ partition: 'a', tokens: [...common, 102] }]);
  world.schedule.handle({ kind: 'restored', runId: run, outcome: 'lost' }, 0);
  world.schedule.handle({ kind: 'ended', runId: run, heldTokens: null }, 0);
  const again = { runId: 99, partition: 'a', tokens: [...common, 103], isDivisible: true, flow: 'a', weight: 1 };
  const requests = [{ ...again, isRepeatable: false, isBackground: false, startByMs: null, mostTokens: null }];
  expect(world.schedule.handle({ kind: 'submitted', requests }, 0)).toMatchObject([{ kind: 'restore' }]);
});

test('what shall come out alike again has its last token computed by itself, each time', () => {
  const world = new ScheduleWorld({ slotCount: 2, queueLength: 4, keeping: keepingAll });
  const tokens = [...common.slice(0, 3), 100];
  const works = () => [...world.work.values()];
  const [first = 0] = world.submit([{ partition: 'a', tokens, isRepeatable: true }]);
  expect(works()).toMatchObject([{ kind: 'prefill', tokenCount: 3 }]);
  world.finish(first);
  expect(works()).toMatchObject([{ kind: 'start', runId: first }]);
  world.drain();
  const [second = 0] = world.submit([{ partition: 'a', tokens, isRepeatable: true }]);
  expect(works()).toMatchObject([{ kind: 'start', runId: second, isCacheReused: true }]);
  world.drain();
  // One token alone has nothing before it, and what an engine takes whole is not taken apart.
  world.submit([{ partition: 'b', tokens: [1], isRepeatable: true }]);
  world.submit([{ partition: 'c', tokens, isRepeatable: true, isDivisible: false }]);
  expect(works()).toMatchObject([{ kind: 'start' }, { kind: 'start' }]);
});

test('where nothing can be saved nobody waits for it for long, until the engine starts anew', () => {
  const world = new ScheduleWorld({ slotCount: 2, queueLength: 8, keeping: keepingAll });
  const burst = (family: number) =>
    world.submit([7, 8].map((own) => ({ partition: 'a', tokens: [...common.map((token) => token + family), own] })));
  const works = () => [...world.work.values()].map(({ kind }) => kind);
  for (const family of [1000, 2000, 3000]) {
    burst(family);
    while (world.work.size > 0)
      for (const { runId, kind } of [...world.work.values()]) world.finish(runId, kind !== 'save');
  }
  burst(4000);
  expect(works()).toEqual(['start', 'start']);
  world.drain();
  world.loseEngine();
  burst(5000);
  expect(works()).toEqual(['prefill']);
  world.drain();
});

test('turns in proportion to weight; one flow in its order', () => {
  const world = new ScheduleWorld({ slotCount: 1, queueLength: 100, keeping: null });
  const ask = (flow: string, weight: number) => ({ partition: flow, flow, weight, tokens: [1] });
  world.submit([ask('first', 1)]);
  const batch = world.submit(Array.from({ length: 20 }, () => ask('batch', 1)));
  const interactive = world.submit(Array.from({ length: 20 }, () => ask('interactive', 4)));
  world.drain();
  const order = world.startOrder.slice(1, 21);
  expect(order.filter((runId) => interactive.includes(runId)).length).toBe(16);
  expect(world.startOrder.filter((runId) => batch.includes(runId))).toEqual(batch);
});

describe('while a step of the engine is full of prompts', () => {
  const long = (own: number) => ({ partition: 'a', tokens: Array.from({ length: 30 }, (_, at) => own * 100 + at) });

  test('no other run starts, whoever is next by then does', () => {
    const world = new ScheduleWorld({ slotCount: 4, queueLength: 9, stepTokens: 10, keeping: null });
    const [first = 0] = world.submit([long(1)]);
    const [second = 0] = world.submit([long(2)]);
    const [urgent = 0] = world.submit([{ ...long(3), flow: 'urgent', weight: 16 }]);
    expect(world.startOrder).toEqual([first]);
    world.progress(first, 0.5);
    expect(world.startOrder).toEqual([first]);
    // Nine of thirty are left: the next step has room.
    world.progress(first, 0.7);
    expect(world.startOrder).toEqual([first, urgent]);
    world.tell(first);
    expect(world.startOrder).toEqual([first, urgent]);
    world.tell(urgent);
    expect(world.startOrder).toEqual([first, urgent, second]);
    world.drain();
  });

  test('a short prompt passes a long one that the engine reads after it; a second short one waits for the first', () => {
    const world = new ScheduleWorld({ slotCount: 4, queueLength: 9, stepTokens: 10, keeping: null });
    const prompt = (own: number, length: number) => ({
      partition: 'a',
      tokens: Array.from({ length }, (_, at) => own * 10_000 + at),
    });
    const [long = 0] = world.submit([prompt(1, 2000)]);
    expect(world.work.get(3)).toMatchObject({ kind: 'start', runId: long });
    const [short = 0] = world.submit([prompt(2, 300)]);
    expect(world.work.get(0)).toMatchObject({ kind: 'start', runId: short });
    const [second = 0] = world.submit([prompt(3, 60)]);
    const [middle = 0] = world.submit([prompt(4, 900)]);
    expect(world.startOrder).toEqual([long, short]);
    world.tell(short);
    expect(world.startOrder).toEqual([long, short, second]);
    world.tell(second);
    expect(world.startOrder).toEqual([long, short, second]);
    world.tell(long);
    expect(world.startOrder).toEqual([long, short, second, middle]);
    world.drain();
  });

  test('the end of a prompt is read before the next one, which takes a slot behind it or waits', () => {
    const world = new ScheduleWorld({ slotCount: 4, queueLength: 9, stepTokens: 10, keeping: null });
    const inSlots = [1, 2, 3].map((own) => world.submit([{ partition: 'a', tokens: [own] }])[0] ?? 0);
    for (const runId of inSlots) world.tell(runId);
    const [last = 0] = world.submit([long(4)]);
    expect(world.work.get(3)).toMatchObject({ kind: 'start', runId: last });
    for (const runId of inSlots.slice(0, 2)) world.finish(runId);
    world.progress(last, 0.7);
    const [waiting = 0] = world.submit([long(5)]);
    const [short = 0] = world.submit([{ partition: 'a', tokens: [6] }]);
    expect(world.startOrder.slice(3)).toEqual([last, short]);
    world.tell(short);
    world.tell(last);
    expect(world.startOrder.slice(5)).toEqual([waiting]);
    expect(world.work.get(1)).toMatchObject({ runId: waiting });
    // Slot 0 was left alone longer than slot 2, but it is read first.
    for (const runId of [short, inSlots[2] ?? 0]) world.finish(runId);
    world.progress(waiting, 0.7);
    const [behind = 0] = world.submit([long(7)]);
    expect(world.work.get(2)).toMatchObject({ runId: behind });
    world.drain();
  });

  test('short ones start together; where the engine does not tell its steps all do', () => {
    const short = (own: number) => ({ partition: 'a', tokens: [own, own, own] });
    const world = new ScheduleWorld({ slotCount: 4, queueLength: 9, stepTokens: 7, keeping: null });
    for (const own of [1, 2, 3, 4]) world.submit([short(own)]);
    expect(world.schedule.running).toBe(3);
    world.drain();
    const untold = new ScheduleWorld({ slotCount: 4, queueLength: 9, keeping: null });
    for (const own of [1, 2, 3, 4]) untold.submit([long(own)]);
    expect(untold.schedule.running).toBe(4);
    untold.drain();
  });

  test('what is there already is not read, and a beginning that comes to be shared is computed once all the same', () => {
    const world = new ScheduleWorld({ slotCount: 4, queueLength: 9, stepTokens: 8, keeping: keepingAll });
    const [first = 0] = world.submit([{ partition: 'a', tokens: [...common, 1, 2] }]);
    world.submit([3, 4, 5].map((own) => ({ partition: 'a', tokens: [...common, own, own] })));
    expect(world.interrupts).toEqual(new Set([first]));
    world.drain();
    expect(world.computedTokens).toBe(40 + 4 * 4);
    world.submit([6, 7, 8].map((own) => ({ partition: 'a', tokens: [...common, own, own] })));
    expect(world.schedule.running).toBe(3);
    world.drain();
  });
});
