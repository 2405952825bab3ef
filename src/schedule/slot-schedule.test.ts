// In: generated histories of runs that come, end and are given up, and engines that lose their memory. Out: the promises of the schedule.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RunStart, SlotSchedule } from './slot-schedule.ts';

/** What the engine's slots hold, and for whom: the truth that the schedule must never be wrong about. */
class World {
  readonly schedule: SlotSchedule;
  readonly slotCount: number;
  readonly queueLength: number;
  readonly running = new Map<number, { readonly start: RunStart; readonly partition: string; hasBegun: boolean }>();
  readonly waiting: { readonly runId: number; readonly partition: string }[] = [];
  readonly ended = new Set<number>();
  readonly contentOwner = new Map<number, string>();
  nextRunId = 1;

  constructor(slotCount: number, queueLength: number) {
    this.schedule = new SlotSchedule(slotCount, queueLength);
    this.slotCount = slotCount;
    this.queueLength = queueLength;
  }

  submit(partition: string, tokens: readonly number[]): void {
    const hasRoom = this.running.size + this.waiting.length < this.slotCount + this.queueLength;
    expect(this.schedule.hasRoomFor(1)).toBe(hasRoom);
    if (!hasRoom) return;
    const runId = this.nextRunId++;
    const start = this.schedule.submit({ runId, partition, tokens });
    if (start === null) this.waiting.push({ runId, partition });
    else this.started(start, runId, partition);
  }

  started(start: RunStart, runId: number, partition: string): void {
    expect(start.runId).toBe(runId);
    expect([...this.running.values()].map((run) => run.start.slot)).not.toContain(start.slot);
    expect(this.ended.has(runId)).toBe(false);
    if (start.isCacheReused) expect(this.contentOwner.get(start.slot) ?? partition).toBe(partition);
    this.running.set(runId, { start, partition, hasBegun: false });
  }

  /** The engine takes the run up: from now on its slot holds this partition's tokens. */
  begin(index: number): void {
    const run = [...this.running.values()][index];
    if (run === undefined) return;
    run.hasBegun = true;
    this.contentOwner.set(run.start.slot, run.partition);
  }

  end(index: number, tokens: readonly number[] | null): void {
    const entry = [...this.running.entries()][index];
    if (entry === undefined) return;
    const [runId, run] = entry;
    this.running.delete(runId);
    this.ended.add(runId);
    this.next(this.schedule.release(runId, run.hasBegun ? tokens : null));
  }

  giveUp(index: number): void {
    const [given] = this.waiting.splice(index, 1);
    if (given === undefined) return;
    this.ended.add(given.runId);
    expect(this.schedule.release(given.runId, null)).toBeNull();
  }

  next(start: RunStart | null): void {
    const first = this.waiting.shift();
    if (first === undefined) expect(start).toBeNull();
    else {
      // First come, first served: whoever waited longest is next, so nobody starves.
      expect(start).not.toBeNull();
      if (start !== null) this.started(start, first.runId, first.partition);
    }
  }

  check(): void {
    expect(this.schedule.running).toBe(this.running.size);
    expect(this.schedule.waiting).toBe(this.waiting.length);
    if (this.waiting.length > 0) expect(this.running.size).toBe(this.slotCount);
  }
}

const partition = fc.constantFrom('a', 'b');
const tokens = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 6 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('submit' as const), partition, tokens }),
  fc.record({ kind: fc.constant('begin' as const), index: fc.nat(4) }),
  fc.record({ kind: fc.constant('end' as const), index: fc.nat(4), tokens: fc.option(tokens) }),
  fc.record({ kind: fc.constant('give-up' as const), index: fc.nat(4) }),
  fc.record({ kind: fc.constant('forget' as const) }),
);

test('any history: no slot runs two, each run ends once, no starvation, no cache across partitions', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.nat(4), fc.array(step, { maxLength: 60 }), (slots, queue, steps) => {
      const world = new World(slots, queue);
      for (const taken of steps) {
        if (taken.kind === 'submit') world.submit(taken.partition, taken.tokens);
        else if (taken.kind === 'begin') world.begin(taken.index);
        else if (taken.kind === 'end') world.end(taken.index, taken.tokens);
        else if (taken.kind === 'give-up') world.giveUp(taken.index);
        else {
          world.contentOwner.clear();
          world.schedule.forgetContents();
        }
        world.check();
      }
      while (world.running.size > 0) world.end(0, null);
      expect(world.schedule.running + world.schedule.waiting).toBe(0);
      expect(world.ended.size).toBe(world.nextRunId - 1);
      expect(world.schedule.hasRoomFor(slots + queue)).toBe(true);
      expect(world.schedule.hasRoomFor(slots + queue + 1)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

describe('which slot', () => {
  function run(schedule: SlotSchedule, runId: number, owner: string, held: readonly number[]): RunStart | null {
    const start = schedule.submit({ runId, partition: owner, tokens: held });
    schedule.release(runId, held);
    return start;
  }

  test('the one that holds most of the prompt', () => {
    const schedule = new SlotSchedule(3, 0);
    run(schedule, 1, 'a', [1, 2, 3]);
    schedule.submit({ runId: 2, partition: 'a', tokens: [9] });
    const third = schedule.submit({ runId: 3, partition: 'a', tokens: [1, 2, 4] });
    expect(third).toEqual({ runId: 3, slot: 0, isCacheReused: true });
  });

  test('of another partition only when none else is free, and then without what it holds', () => {
    const schedule = new SlotSchedule(2, 0);
    run(schedule, 1, 'a', [1, 2, 3]);
    expect(schedule.submit({ runId: 2, partition: 'b', tokens: [1, 2, 3] })).toMatchObject({ slot: 1 });
    expect(schedule.submit({ runId: 3, partition: 'b', tokens: [1, 2, 3] })).toEqual({
      runId: 3,
      slot: 0,
      isCacheReused: false,
    });
  });

  test('one whose run never reached the engine still holds the other partition’s tokens', () => {
    const schedule = new SlotSchedule(1, 0);
    run(schedule, 1, 'a', [1, 2, 3]);
    schedule.submit({ runId: 2, partition: 'b', tokens: [1, 2, 3] });
    schedule.release(2, null);
    expect(schedule.submit({ runId: 3, partition: 'b', tokens: [1, 2, 3] })?.isCacheReused).toBe(false);
  });

  test('nothing is reused after the engine forgot', () => {
    const schedule = new SlotSchedule(1, 0);
    run(schedule, 1, 'a', [1]);
    schedule.forgetContents();
    expect(schedule.submit({ runId: 2, partition: 'a', tokens: [1] })?.isCacheReused).toBe(false);
  });
});
