// In: engines, runs that begin and end on them, health checks, an admin's word, and the time with each. Out: which engine a run shall go
// to, and what is known of each. A pure state machine: no await, no clock, no I/O; knows no request and no way to reach an engine.
import type { AttemptEnd, EngineAvailability, EngineStatus } from '../../contract/engine-pool.ts';
import { Breaker, type BreakerSettings } from './breaker.ts';
import { rendezvousOrder, type Weighted } from './rendezvous.ts';

export interface FleetMember extends Weighted {
  /** Requests that it may compute at the same time. */
  readonly slots: number;
}

export interface FleetSettings extends BreakerSettings {
  /** No engine gets more than this times its share of the load while another has room. */
  readonly loadFactor: number;
  /** So many failed health checks in a row take an engine out. */
  readonly failedChecksToDown: number;
  /** However long an engine asks to be left alone. */
  readonly longestPauseMs: number;
}

export interface ChoiceAsk {
  /** Engines of the pool. */
  readonly ids: readonly string[];
  /** Equal keys prefer the same engines. */
  readonly key: string;
  readonly excluded: ReadonlySet<string>;
  /** How much load is to be placed. */
  readonly load: number;
  readonly nowMs: number;
}

export type Choice =
  | { readonly kind: 'engine'; readonly id: string }
  /** `busy`: some engine is well but asked for a pause, until the given time. `down`: none is known to be well. */
  | { readonly kind: 'none'; readonly reason: 'busy' | 'down'; readonly retryAtMs: number | null };

interface MemberState {
  readonly member: FleetMember;
  readonly breaker: Breaker;
  load: number;
  failedChecks: number;
  pausedUntilMs: number;
  isDrained: boolean;
}

export class Fleet {
  // Invariant: a member's load is the sum of its runs in #runs.
  readonly #members: ReadonlyMap<string, MemberState>;
  readonly #runs = new Map<number, { readonly state: MemberState; readonly load: number }>();
  readonly #settings: FleetSettings;
  #nextRun = 1;

  constructor(members: readonly FleetMember[], settings: FleetSettings) {
    this.#settings = settings;
    this.#members = new Map(
      members.map((member) => [
        member.id,
        {
          member,
          breaker: new Breaker(settings),
          load: 0,
          failedChecks: 0,
          pausedUntilMs: 0,
          isDrained: false,
        },
      ]),
    );
  }

  get ids(): readonly string[] {
    return [...this.#members.keys()];
  }

  choose({ ids, key, excluded, load, nowMs }: ChoiceAsk): Choice {
    const pool = ids.flatMap((id) => (excluded.has(id) ? [] : (this.#members.get(id) ?? [])));
    const usable = pool.filter((state) => this.#isUsable(state, nowMs));
    const [first] = usable;
    if (first === undefined) return this.#nothingUsable(pool, nowMs);
    const totalWeight = sum(usable.map(({ member }) => member.weight));
    const totalLoad = sum(usable.map((state) => state.load)) + load;
    const hasRoom = (state: MemberState): boolean => {
      const share = (totalLoad * state.member.weight) / totalWeight;
      return state.load + load <= Math.min(Math.ceil(this.#settings.loadFactor * share), state.member.slots);
    };
    const order = rendezvousOrder(
      key,
      usable.map(({ member }) => member),
    ).flatMap(({ id }) => this.#members.get(id) ?? []);
    const chosen = order.find(hasRoom) ?? order.reduce(lessLoaded, first);
    return { kind: 'engine', id: chosen.member.id };
  }

  /** The run's number, by which it ends. */
  begin(id: string, load: number, nowMs: number): number {
    const run = this.#nextRun++;
    const state = this.#members.get(id);
    if (state === undefined) return run;
    this.#runs.set(run, { state, load });
    state.load += load;
    state.breaker.begin(run, nowMs);
    return run;
  }

  /** Only the first call for a run counts. `pauseMs` is how long a busy engine asks to be left alone. */
  end(run: number, end: AttemptEnd, nowMs: number, pauseMs = 0): void {
    const entry = this.#runs.get(run);
    if (entry === undefined) return;
    this.#runs.delete(run);
    entry.state.load -= entry.load;
    // An engine that says that it is busy is well.
    entry.state.breaker.end(run, end === 'busy' ? 'answered' : end, nowMs);
    if (end === 'busy') entry.state.pausedUntilMs = nowMs + Math.min(pauseMs, this.#settings.longestPauseMs);
  }

  check(id: string, isHealthy: boolean, nowMs: number): void {
    const state = this.#members.get(id);
    if (state === undefined) return;
    if (isHealthy && this.#isDown(state)) state.breaker.hope(nowMs);
    state.failedChecks = isHealthy ? 0 : state.failedChecks + 1;
  }

  /** It is known to be gone; no further check is needed. */
  takeDown(id: string): void {
    const state = this.#members.get(id);
    if (state !== undefined) state.failedChecks = this.#settings.failedChecksToDown;
  }

  drain(id: string): void {
    const state = this.#members.get(id);
    if (state !== undefined) state.isDrained = true;
  }

  /** What is known against it is forgotten: whoever resumes it has made it well. */
  resume(id: string): void {
    const state = this.#members.get(id);
    if (state === undefined) return;
    Object.assign(state, { isDrained: false, failedChecks: 0, pausedUntilMs: 0 });
    state.breaker.reset();
  }

  isDrained(id: string): boolean {
    return this.#members.get(id)?.isDrained ?? false;
  }

  status(id: string, nowMs: number): EngineStatus | null {
    const state = this.#members.get(id);
    if (state === undefined) return null;
    const { member, breaker, load } = state;
    const availability = this.#availability(state, nowMs);
    return {
      ...member,
      availability,
      load,
      failuresInRow: breaker.failuresInRow,
      retryAtMs: availability === 'busy' ? state.pausedUntilMs : availability === 'open' ? breaker.openUntilMs : null,
    };
  }

  #availability(state: MemberState, nowMs: number): EngineAvailability {
    if (state.isDrained) return state.load === 0 ? 'drained' : 'draining';
    if (this.#isDown(state)) return 'down';
    const breaker = state.breaker.state(nowMs);
    if (breaker !== 'closed') return breaker;
    return nowMs < state.pausedUntilMs ? 'busy' : 'up';
  }

  #isDown({ failedChecks }: MemberState): boolean {
    return failedChecks >= this.#settings.failedChecksToDown;
  }

  #isWell(state: MemberState, nowMs: number): boolean {
    return !state.isDrained && !this.#isDown(state) && state.breaker.mayTry(nowMs);
  }

  #isUsable(state: MemberState, nowMs: number): boolean {
    return this.#isWell(state, nowMs) && nowMs >= state.pausedUntilMs;
  }

  #nothingUsable(pool: readonly MemberState[], nowMs: number): Choice {
    const paused = pool.filter((state) => this.#isWell(state, nowMs)).map(({ pausedUntilMs }) => pausedUntilMs);
    if (paused.length > 0) return { kind: 'none', reason: 'busy', retryAtMs: Math.min(...paused) };
    const openUntil = pool
      .filter((state) => !state.isDrained && !this.#isDown(state))
      .flatMap(({ breaker }) => breaker.openUntilMs ?? []);
    return { kind: 'none', reason: 'down', retryAtMs: openUntil.length === 0 ? null : Math.min(...openUntil) };
  }
}

/** Relative to what it can do. */
function lessLoaded(one: MemberState, other: MemberState): MemberState {
  return other.load / other.member.weight < one.load / one.member.weight ? other : one;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
