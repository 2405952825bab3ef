// In: generated histories of runs, checks, pauses and an admin's words, with time. Out: the promises of the fleet: whom it may choose, how
// load is shared, when an engine is left alone and when it is tried again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AttemptEnd } from '../../contract/engine-pool.ts';
import { type Choice, Fleet, type FleetMember, type FleetSettings } from './fleet.ts';

const settings: FleetSettings = {
  failuresToOpen: 3,
  openMs: 100,
  longestOpenMs: 400,
  loadFactor: 1.25,
  failedChecksToDown: 2,
  longestPauseMs: 1000,
};
const nobody: ReadonlySet<string> = new Set();

function member(id: string, rest: Partial<FleetMember> = {}): FleetMember {
  return { id, weight: 1, slots: 1000, ...rest };
}

/** What must be true of the engines, kept beside the fleet in the plainest way. */
class World {
  readonly fleet: Fleet;
  readonly members: readonly FleetMember[];
  readonly open = new Map<number, { readonly id: string; readonly isProbe: boolean }>();
  readonly drained = new Set<string>();
  readonly failedChecks = new Map<string, number>();
  readonly pausedUntil = new Map<string, number>();
  nowMs = 1000;

  constructor(members: readonly FleetMember[]) {
    this.members = members;
    this.fleet = new Fleet(members, settings);
  }

  choose(key: string, excluded: ReadonlySet<string> = nobody): Choice {
    const ids = this.members.map(({ id }) => id);
    return this.fleet.choose({ ids, key, excluded, load: 1, nowMs: this.nowMs });
  }

  status(id: string) {
    const status = this.fleet.status(id, this.nowMs);
    if (status === null) throw new Error(`no ${id}`);
    return status;
  }

  run(key: string, excluded: ReadonlySet<string>): void {
    const before = this.members.map(({ id }) => this.status(id));
    const choice = this.choose(key, excluded);
    if (choice.kind === 'none') {
      for (const { id, availability } of before)
        if (!excluded.has(id)) expect(['up'].includes(availability), `${id} ${availability}`).toBe(false);
      return;
    }
    const status = this.status(choice.id);
    expect(excluded.has(choice.id)).toBe(false);
    expect(this.drained.has(choice.id)).toBe(false);
    expect(this.failedChecks.get(choice.id) ?? 0).toBeLessThan(settings.failedChecksToDown);
    expect(this.pausedUntil.get(choice.id) ?? 0).toBeLessThanOrEqual(this.nowMs);
    expect(['up', 'half-open']).toContain(status.availability);
    const isProbe = status.availability === 'half-open';
    if (isProbe) expect([...this.open.values()].filter((run) => run.id === choice.id && run.isProbe)).toHaveLength(0);
    this.checkShare(choice.id, before, excluded);
    this.open.set(this.fleet.begin(choice.id, 1, this.nowMs), { id: choice.id, isProbe });
  }

  /** Bounded load: nobody gets more than its part while another has room; when nobody has, the relatively least loaded gets it. */
  checkShare(id: string, before: readonly ReturnType<World['status']>[], excluded: ReadonlySet<string>): void {
    const usable = before.filter((status) => status.availability === 'up' && !excluded.has(status.id));
    const chosen = usable.find((status) => status.id === id);
    // Half-open engines count as well, but only with no probe under way: the plain case is enough here.
    if (chosen === undefined || usable.length < before.length - excluded.size) return;
    const total = usable.reduce((sum, status) => sum + status.load, 1);
    const weights = usable.reduce((sum, status) => sum + status.weight, 0);
    const hasRoom = ({ load, weight, slots }: (typeof usable)[number]) =>
      load < slots && load + 1 <= Math.ceil((settings.loadFactor * total * weight) / weights);
    if (usable.some(hasRoom)) expect(hasRoom(chosen)).toBe(true);
    else expect(chosen.load / chosen.weight).toBe(Math.min(...usable.map(({ load, weight }) => load / weight)));
  }

  end(place: number, end: AttemptEnd): void {
    const runs = [...this.open];
    const entry = runs[place % Math.max(1, runs.length)];
    if (entry === undefined) return;
    const [run, { id }] = entry;
    this.open.delete(run);
    this.fleet.end(run, end, this.nowMs, 300);
    // A second end changes nothing.
    this.fleet.end(run, 'failed', this.nowMs);
    if (end === 'busy') this.pausedUntil.set(id, this.nowMs + 300);
  }

  checkInvariants(): void {
    for (const { id } of this.members) {
      const { load, availability } = this.status(id);
      expect(load).toBe([...this.open.values()].filter((run) => run.id === id).length);
      if (this.drained.has(id)) expect(availability).toBe(load === 0 ? 'drained' : 'draining');
    }
  }
}

const members = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    weight: fc.constantFrom(0.5, 1, 2, 7),
    slots: fc.constantFrom(1, 2, 4, 64),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 5 },
);
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('run' as const), key: fc.nat(9), without: fc.option(id) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      place: fc.nat(20),
      end: fc.constantFrom<AttemptEnd>('answered', 'failed', 'failed', 'busy', 'given-up'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('check' as const), id, isHealthy: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('drain' as const, 'resume' as const), id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(200) }) },
);

test('whatever happens, only engines that are well get runs, in bounded shares, and every run ends once', () => {
  fc.assert(
    fc.property(members, fc.array(step, { maxLength: 120 }), (listed, steps) => {
      const world = new World(listed);
      for (const action of steps) {
        if (action.kind === 'run')
          world.run(String(action.key), action.without === null ? nobody : new Set([action.without]));
        else if (action.kind === 'end') world.end(action.place, action.end);
        else if (action.kind === 'wait') world.nowMs += action.ms;
        else if (listed.some((known) => known.id === action.id)) {
          if (action.kind === 'check') {
            world.fleet.check(action.id, action.isHealthy, world.nowMs);
            world.failedChecks.set(action.id, action.isHealthy ? 0 : (world.failedChecks.get(action.id) ?? 0) + 1);
          } else if (action.kind === 'drain') {
            world.fleet.drain(action.id);
            world.drained.add(action.id);
          } else {
            world.fleet.resume(action.id);
            for (const known of [world.failedChecks, world.pausedUntil]) known.delete(action.id);
            world.drained.delete(action.id);
          }
        }
        world.checkInvariants();
      }
    }),
    { numRuns: 500 },
  );
});

describe('affinity', () => {
  test('a key stays where it is while nothing runs, and moves only when its engine is taken out', () => {
    const world = new World(['a', 'b', 'c'].map((name) => member(name)));
    const homes = new Map<string, string>();
    for (let key = 0; key < 60; key += 1) {
      const choice = world.choose(String(key));
      if (choice.kind === 'engine') homes.set(String(key), choice.id);
    }
    expect(new Set(homes.values()).size).toBe(3);
    world.fleet.drain('b');
    for (const [key, home] of homes) {
      const choice = world.choose(key);
      if (home !== 'b') expect(choice).toEqual({ kind: 'engine', id: home });
      else expect(choice).not.toEqual({ kind: 'engine', id: 'b' });
    }
    world.fleet.resume('b');
    for (const [key, home] of homes) expect(world.choose(key)).toEqual({ kind: 'engine', id: home });
  });

  test('a hot prefix spills over: of 40 requests alike no engine of four has more than 1.25 of a quarter', () => {
    const world = new World(['a', 'b', 'c', 'd'].map((name) => member(name)));
    for (let number = 0; number < 40; number += 1) world.run('hot', nobody);
    const loads = world.members.map(({ id: name }) => world.status(name).load);
    expect(Math.max(...loads)).toBeLessThanOrEqual(13);
    expect(loads.reduce((total, load) => total + load, 0)).toBe(40);
  });

  test('with every slot taken the relatively least loaded one is chosen', () => {
    const world = new World([member('a', { slots: 1 }), member('b', { slots: 1, weight: 3 })]);
    for (let number = 0; number < 16; number += 1) world.run('hot', nobody);
    expect([world.status('a').load, world.status('b').load]).toEqual([4, 12]);
  });
});

describe('one engine', () => {
  function failing(times: number): World {
    const world = new World([member('a')]);
    for (let number = 0; number < times; number += 1) {
      world.run('k', nobody);
      world.end(0, 'failed');
    }
    return world;
  }

  test('opens behind three failures in a row, and not behind two and an answer', () => {
    expect(failing(2).status('a').availability).toBe('up');
    expect(failing(3).status('a')).toMatchObject({ availability: 'open', failuresInRow: 3, retryAtMs: 1100 });
    const world = failing(2);
    world.run('k', nobody);
    world.end(0, 'answered');
    world.run('k', nobody);
    world.end(0, 'failed');
    expect(world.status('a')).toMatchObject({ availability: 'up', failuresInRow: 1 });
  });

  test('lets one probe through, which closes it or opens it for twice as long', () => {
    const world = failing(3);
    expect(world.choose('k')).toEqual({ kind: 'none', reason: 'down', retryAtMs: 1100 });
    for (const lengthMs of [200, 400, 400]) {
      world.nowMs = world.status('a').retryAtMs ?? 0;
      expect(world.status('a').availability).toBe('half-open');
      world.run('k', nobody);
      expect(world.choose('k')).toMatchObject({ kind: 'none', reason: 'down' });
      world.end(0, 'failed');
      expect(world.status('a').retryAtMs).toBe(world.nowMs + lengthMs);
    }
    world.nowMs += 400;
    world.run('k', nobody);
    world.end(0, 'given-up');
    expect(world.status('a').availability).toBe('half-open');
    world.run('k', nobody);
    world.end(0, 'answered');
    expect(world.status('a')).toMatchObject({ availability: 'up', failuresInRow: 0 });
  });

  test('that comes back to health is tried before its time', () => {
    const world = failing(3);
    for (const isHealthy of [false, false]) world.fleet.check('a', isHealthy, world.nowMs);
    expect(world.status('a').availability).toBe('down');
    world.fleet.check('a', true, world.nowMs);
    expect(world.status('a').availability).toBe('half-open');
  });

  test('is left alone as long as it asks, within reason', () => {
    const world = new World([member('a')]);
    const run = world.fleet.begin('a', 1, world.nowMs);
    world.fleet.end(run, 'busy', world.nowMs, 700);
    expect(world.choose('k')).toEqual({ kind: 'none', reason: 'busy', retryAtMs: 1700 });
    world.fleet.end(world.fleet.begin('a', 1, world.nowMs), 'busy', world.nowMs, 1e9);
    expect(world.status('a')).toMatchObject({ availability: 'busy', retryAtMs: 2000 });
    world.nowMs = 2000;
    expect(world.choose('k')).toEqual({ kind: 'engine', id: 'a' });
  });
});
