// In: runs that come while others have the slots, with times, weights and classes. Out: who finds room, who starts in time, and when it is told so.
import { describe, expect, test } from 'vitest';
import { ScheduleWorld } from './schedule-world.suite.ts';

/** Its prompt was read, and there was nothing to say. */
function endWithoutText({ schedule }: ScheduleWorld, runId: number, nowMs: number): void {
  schedule.handle({ kind: 'told', runId }, nowMs);
  schedule.handle({ kind: 'ended', runId, heldTokens: null }, nowMs);
}

test('when there is room again follows from how long runs took', () => {
  const world = new ScheduleWorld({ slotCount: 1, queueLength: 2, keeping: null });
  world.submit(Array.from({ length: 3 }, () => ({ partition: 'a', tokens: [1] })));
  expect(world.schedule.admission.roomAfterMs(1, 1, 0)).toBe(1000);
  expect(world.schedule.admission.roomAfterMs(2, 1, 0)).toBe(2000);
  endWithoutText(world, 1, 500);
  endWithoutText(world, 2, 1000);
  expect(world.schedule.admission.roomAfterMs(3, 1, 1100)).toBe(400);
});

test('what has less weight takes no place in the queue from what has more', () => {
  const world = new ScheduleWorld({ slotCount: 1, queueLength: 2, keeping: null });
  const ask = (weight: number) => world.submit([{ partition: 'a', flow: `${weight}`, tokens: [1], weight }]).length;
  expect([1, 1, 1, 1].map(ask)).toEqual([1, 1, 1, 0]);
  expect([4, 4, 4, 1].map(ask)).toEqual([1, 1, 0, 0]);
  expect([16, 16, 16, 4].map(ask)).toEqual([1, 1, 0, 0]);
  expect(world.schedule.waiting).toBe(6);
  world.drain();
});

describe('a run in the background', () => {
  const ask = (isBackground: boolean) => ({ partition: 'a', tokens: [1], isBackground });

  test('leaves one of several slots to the others, and takes the only one', () => {
    const world = new ScheduleWorld({ slotCount: 3, queueLength: 9, keeping: null });
    for (let count = 0; count < 6; count += 1) world.submit([ask(true)]);
    expect(world.schedule.running).toBe(2);
    const [other = 0] = world.submit([ask(false)]);
    expect(world.startOrder).toEqual([1, 2, other]);
    world.drain();
    const alone = new ScheduleWorld({ slotCount: 1, queueLength: 9, keeping: null });
    alone.submit([ask(true)]);
    expect(alone.schedule.running).toBe(1);
    alone.drain();
  });

  test('is known to come too late though a slot is free', () => {
    const world = new ScheduleWorld({ slotCount: 2, queueLength: 9, keeping: null });
    for (let count = 0; count < 4; count += 1) world.submit([ask(true)]);
    endWithoutText(world, 1, 1000);
    endWithoutText(world, 2, 2000);
    const asked = { tokens: [1], flow: 'a', weight: 1 };
    expect(world.schedule.admission.tooLateUntilMs({ ...asked, isBackground: true }, 2100, 2000)).toBe(1900);
    expect(world.schedule.admission.tooLateUntilMs({ ...asked, isBackground: false }, 2100, 2000)).toBeNull();
  });
});

describe('a run that must start by a time', () => {
  const ask = (startByMs: number | null) => ({ partition: 'a', tokens: [1], startByMs });

  test('ends there when it still waits, and frees its place', () => {
    const world = new ScheduleWorld({ slotCount: 1, queueLength: 1, keeping: null });
    const [running] = world.submit([ask(5)]);
    const [waiting] = world.submit([ask(5)]);
    expect(world.submit([ask(5)])).toEqual([]);
    world.passTime(4);
    expect(world.expired.size).toBe(0);
    world.passTime(1);
    expect([...world.expired]).toEqual([waiting]);
    expect(world.alive).toEqual([running]);
    expect(world.submit([ask(9)])).toHaveLength(1);
    world.drain();
    expect(world.alive).toEqual([]);
  });

  test('is left alone once another run of its request has begun', () => {
    const world = new ScheduleWorld({ slotCount: 1, queueLength: 4, keeping: null });
    world.submit([ask(5), ask(5), ask(5)]);
    world.passTime(100);
    expect(world.expired.size).toBe(0);
    world.drain();
    expect(world.startOrder).toHaveLength(3);
  });

  test('does not start behind it, even where nobody told the time between', () => {
    const world = new ScheduleWorld({ slotCount: 1, queueLength: 4, keeping: null });
    const [running = 0] = world.submit([ask(null)]);
    const [waiting] = world.submit([ask(5)]);
    world.schedule.handle({ kind: 'ended', runId: running, heldTokens: null }, 5);
    expect(world.schedule.running + world.schedule.waiting).toBe(0);
    expect(waiting).toBeDefined();
  });

  test('is known to come in time where the answer before it is nearly as long as it may be', () => {
    const world = new ScheduleWorld({ slotCount: 1, queueLength: 4, keeping: null });
    const asked = { tokens: [1], flow: 'late', weight: 1, isBackground: false };
    const [first = 0, second = 0] = world.submit([ask(null), { ...ask(null), mostTokens: 6 }]);
    const write = (runId: number, toldAtMs: number) => {
      world.schedule.handle({ kind: 'told', runId }, toldAtMs);
      world.schedule.handle({ kind: 'wrote', runId, tokenCount: 4 }, toldAtMs + 400);
    };
    write(first, 1000);
    world.schedule.handle({ kind: 'wrote', runId: first, tokenCount: 6 }, 2000);
    world.schedule.handle({ kind: 'ended', runId: first, heldTokens: null }, 2000);
    // Ten tokens in a second, once: two are left.
    write(second, 3000);
    expect(world.schedule.admission.tooLateUntilMs(asked, 3600, 3400)).toBeNull();
    expect(world.schedule.admission.tooLateUntilMs(asked, 3450, 3400)).toBe(150);
  });

  test('is known to come too late from how long runs take, in the order of their turns', () => {
    const world = new ScheduleWorld({ slotCount: 1, queueLength: 20, keeping: null });
    const asked = { tokens: [1], flow: 'late', weight: 1, isBackground: false };
    expect(world.schedule.admission.tooLateUntilMs(asked, 0, 0)).toBeNull();
    world.submit(Array.from({ length: 12 }, () => ask(null)));
    expect(world.schedule.admission.tooLateUntilMs(asked, 0, 0)).toBeNull();
    endWithoutText(world, 1, 1000);
    endWithoutText(world, 2, 2000);
    // One runs, nine wait: it would be the tenth, but for a heavier flow, which would be the first.
    const late = { ...asked, flow: 'a' };
    expect(world.schedule.admission.tooLateUntilMs(late, 12_000, 2000)).toBeNull();
    expect(world.schedule.admission.tooLateUntilMs(late, 6900, 2000)).toBe(5100);
    expect(world.schedule.admission.tooLateUntilMs({ ...asked, weight: 1000 }, 3000, 2000)).toBeNull();
    // There is a slot, or nobody waits.
    for (let runId = 3; runId <= 12; runId += 1)
      world.schedule.handle({ kind: 'ended', runId, heldTokens: null }, 2200);
    expect(world.schedule.admission.tooLateUntilMs(late, 2300, 2300)).toBeNull();
  });
});
