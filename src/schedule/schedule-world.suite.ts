// In: a schedule, and what happens around it. Out: an engine's slots and files as they truly are, and every promise of the schedule checked at
// each command: the truth that it must never be wrong about. For tests.
import { expect } from 'vitest';
import { RunSchedule, type ScheduleOptions } from './run-schedule.ts';
import type { Command, ScheduleEvent } from './schedule-messages.ts';

interface Content {
  /** Whose tokens are really there; null when there are none. */
  readonly owner: string | null;
  readonly tokens: readonly number[];
}

type Work = Exclude<Command, { kind: 'interrupt' | 'expire' | 'drop' | 'keep' }>;

export interface Asked {
  readonly partition: string;
  readonly tokens: readonly number[];
  readonly isDivisible?: boolean;
  readonly isRepeatable?: boolean;
  readonly flow?: string;
  readonly weight?: number;
  readonly isBackground?: boolean;
  readonly startByMs?: number | null;
  readonly mostTokens?: number | null;
}

type WorldOptions = Omit<ScheduleOptions, 'stepTokens'> & Partial<Pick<ScheduleOptions, 'stepTokens'>>;

const nothing: Content = { owner: null, tokens: [] };

export class ScheduleWorld {
  readonly schedule: RunSchedule;
  readonly #options: WorldOptions;
  readonly #asked = new Map<number, Asked>();
  /** Slots and what the engine does there; a run's own generation included. */
  readonly work = new Map<number, Work>();
  readonly interrupts = new Set<number>();
  readonly ended = new Set<number>();
  readonly given = new Set<number>();
  readonly expired = new Set<number>();
  readonly startOrder: number[] = [];
  readonly slots: Content[];
  readonly files = new Map<number, Content>();
  readonly #told = new Set<number>();
  readonly #begun = new Set<Work>();
  /** Runs of one request; those of which one has had a slot. */
  readonly #groups = new Map<number, readonly number[]>();
  readonly #hadSlot = new Set<number>();
  /** Tokens that were computed, each as often as it was. */
  computedTokens = 0;
  #nextRunId = 1;
  #nowMs = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.schedule = new RunSchedule({ stepTokens: null, ...options });
    this.slots = Array.from({ length: options.slotCount }, () => nothing);
  }

  get alive(): readonly number[] {
    return [...this.#asked.keys()].filter((runId) => !this.ended.has(runId));
  }

  /** All of one weight: they are one request. */
  submit(asked: readonly Asked[]): readonly number[] {
    const capacity = this.#options.slotCount + this.#options.queueLength;
    const weight = asked[0]?.weight ?? 1;
    const heavy = this.alive.filter(
      (runId) => this.#workOf(runId) !== undefined || (this.#asked.get(runId)?.weight ?? 1) >= weight,
    );
    const hasRoom = heavy.length + asked.length <= capacity;
    expect(this.schedule.admission.hasRoomFor(asked.length, weight)).toBe(hasRoom);
    if (!hasRoom) return [];
    const requests = asked.map((one) => {
      const runId = this.#nextRunId++;
      this.#asked.set(runId, one);
      const { partition, tokens, isDivisible = true, flow = partition, startByMs = null } = one;
      const { isBackground = false, isRepeatable = false, mostTokens = null } = one;
      return { runId, partition, tokens, isDivisible, isRepeatable, flow, weight, isBackground, startByMs, mostTokens };
    });
    const runIds = requests.map(({ runId }) => runId);
    for (const runId of runIds) this.#groups.set(runId, runIds);
    this.#handle({ kind: 'submitted', requests });
    return runIds;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Afterwards nobody waits in vain. */
  passTime(durationMs: number): void {
    this.#nowMs += durationMs;
    this.#handle({ kind: 'time-passed' });
    for (const runId of this.alive) expect(this.#isLate(runId)).toBe(false);
  }

  /** The client leaves. What the engine does for it goes on until it is settled. */
  giveUp(runId: number): void {
    const work = this.#workOf(runId);
    if (this.given.has(runId) || this.ended.has(runId)) return;
    if (work?.kind === 'start') {
      this.finish(runId, false);
      return;
    }
    this.given.add(runId);
    if (work === undefined) this.ended.add(runId);
    this.#handle({ kind: 'ended', runId, heldTokens: null });
    this.#nowMs += 1;
  }

  /** The engine reads some of the prompt. */
  progress(runId: number, share: number): void {
    const work = this.#workOf(runId);
    if (work?.kind !== 'start' && work?.kind !== 'prefill') return;
    const whole = this.#tokensOf(runId);
    const goal = work.kind === 'prefill' ? whole.slice(0, work.tokenCount) : whole;
    this.#compute(work, goal.slice(0, Math.ceil(goal.length * share)));
    const { tokens } = this.#contentOf(work.slot);
    this.#handle({ kind: 'progressed', runId, tokenCount: tokens.length });
  }

  tell(runId: number): void {
    const work = this.#workOf(runId);
    if (work?.kind !== 'start' || this.interrupts.has(runId)) return;
    this.#compute(work, this.#tokensOf(runId));
    this.#told.add(runId);
    this.#handle({ kind: 'told', runId });
  }

  /** A generation ends, or is interrupted where it was told to; another kind of work is done, or fails. */
  finish(runId: number, isDone = true): void {
    const work = this.#workOf(runId);
    if (work === undefined) return;
    this.work.delete(work.slot);
    const isGiven = this.given.has(runId);
    if (work.kind === 'start') {
      if (this.interrupts.delete(runId) && isDone) {
        this.#handle({ kind: 'interrupted', runId });
        return;
      }
      const held = isDone ? [...this.#tokensOf(runId), 8, 9] : null;
      if (held !== null) this.#compute(work, held);
      this.ended.add(runId);
      this.#handle({ kind: 'ended', runId, heldTokens: held });
      this.#nowMs += 1;
      return;
    }
    if (isGiven) this.ended.add(runId);
    if (work.kind === 'prefill') {
      if (isDone) this.#compute(work, this.#tokensOf(runId).slice(0, work.tokenCount));
      this.#handle({ kind: 'prefilled', runId, isDone });
    } else if (work.kind === 'save') {
      if (isDone) this.files.set(work.state.stateId, this.#contentOf(work.slot));
      const sizeBytes = isDone ? this.#contentOf(work.slot).tokens.length * 10 : null;
      this.#handle({ kind: 'saved', runId, sizeBytes });
    } else {
      const file = this.files.get(work.stateId);
      expect(file).toBeDefined();
      if (isDone) this.slots[work.slot] = file ?? nothing;
      this.#handle({ kind: 'restored', runId, outcome: isDone ? 'done' : 'refused' });
    }
  }

  /** What was under way fails one by one behind it. */
  loseEngine(): void {
    this.slots.fill(nothing);
    this.#handle({ kind: 'engine-lost' });
    for (const work of [...this.work.values()]) if (work.kind !== 'start') this.finish(work.runId, false);
  }

  /** Whatever is under way goes well, until nothing is left. */
  drain(): void {
    for (let rounds = 0; this.work.size > 0; rounds += 1) {
      expect(rounds).toBeLessThan(100_000);
      for (const { runId } of [...this.work.values()]) this.finish(runId);
    }
  }

  /** The same files behind another start. */
  close(): void {
    this.#handle({ kind: 'closing' });
  }

  /** Files of an earlier life. */
  find(files: ReadonlyMap<number, Content>): void {
    for (const [stateId, content] of files) this.files.set(stateId, content);
    const states = [...files].map(([stateId, { owner, tokens }]) => ({
      ...{ stateId, partition: owner ?? '', tokens },
      sizeBytes: tokens.length * 10,
    }));
    this.#handle({ kind: 'found', states });
  }

  check(): void {
    expect(this.schedule.running).toBe(this.work.size);
    const { alive } = this;
    expect(this.schedule.running + this.schedule.waiting).toBe(alive.length);
    const { slotCount } = this.#options;
    const background = [...this.work.values()].filter(({ runId }) => this.#asked.get(runId)?.isBackground === true);
    expect(background.length).toBeLessThanOrEqual(slotCount === 1 ? 1 : slotCount - 1);
    // Whoever waits for another one's beginning waits for one that is computed.
    if (this.schedule.waiting > 0) expect(this.work.size).toBeGreaterThan(0);
    const starts = alive.flatMap((runId) => (this.#isHurried(runId) ? (this.#asked.get(runId)?.startByMs ?? []) : []));
    expect(this.schedule.nextStartByMs).toBe(starts.length === 0 ? null : Math.min(...starts));
    expect(this.schedule.keptBytes).toBeLessThanOrEqual(this.#options.keeping?.budgetBytes ?? 0);
  }

  #handle(event: ScheduleEvent): void {
    for (const command of this.schedule.handle(event, this.#nowMs)) this.#obey(command);
    this.check();
  }

  #obey(command: Command): void {
    if (command.kind === 'drop') {
      for (const work of this.work.values())
        if (work.kind === 'restore') expect(work.stateId).not.toBe(command.stateId);
      this.files.delete(command.stateId);
      return;
    }
    if (command.kind === 'keep') {
      expect(this.work.has(command.slot)).toBe(false);
      expect(this.#contentOf(command.slot).owner).toBe(command.state.partition);
      this.files.set(command.state.stateId, this.#contentOf(command.slot));
      return;
    }
    const { runId } = command;
    expect(this.ended.has(runId)).toBe(false);
    if (command.kind === 'expire') {
      expect(this.#isLate(runId)).toBe(true);
      this.expired.add(runId);
      this.ended.add(runId);
      return;
    }
    if (command.kind === 'interrupt') {
      expect(this.#told.has(runId)).toBe(false);
      expect(this.#workOf(runId)?.kind).toBe('start');
      this.interrupts.add(runId);
      return;
    }
    expect(this.work.has(command.slot)).toBe(false);
    expect(this.#workOf(runId)).toBeUndefined();
    expect(this.given.has(runId)).toBe(false);
    this.work.set(command.slot, command);
    for (const other of this.#groups.get(runId) ?? []) this.#hadSlot.add(other);
    const { owner } = this.#contentOf(command.slot);
    const partition = this.#asked.get(runId)?.partition;
    if (command.kind === 'save') expect(owner).toBe(command.state.partition);
    else if (command.kind === 'restore') expect(this.files.get(command.stateId)?.owner).toBe(partition);
    else if (command.isCacheReused) expect([partition, null]).toContain(owner);
    if (command.kind === 'start') this.startOrder.push(runId);
  }

  #compute(work: Extract<Work, { kind: 'start' | 'prefill' }>, goal: readonly number[]): void {
    if (!work.isCacheReused && !this.#begun.has(work)) this.slots[work.slot] = nothing;
    this.#begun.add(work);
    const { tokens } = this.#contentOf(work.slot);
    const firstNew = goal.findIndex((token, at) => tokens[at] !== token);
    if (firstNew === -1) return;
    this.computedTokens += goal.length - firstNew;
    this.slots[work.slot] = { owner: this.#asked.get(work.runId)?.partition ?? null, tokens: goal };
  }

  #contentOf(slot: number): Content {
    return this.slots[slot] ?? nothing;
  }

  /** None of its request has had a slot yet. */
  #isHurried(runId: number): boolean {
    return !this.#hadSlot.has(runId);
  }

  #isLate(runId: number): boolean {
    return this.#isHurried(runId) && (this.#asked.get(runId)?.startByMs ?? Number.POSITIVE_INFINITY) <= this.#nowMs;
  }

  #workOf(runId: number): Work | undefined {
    return [...this.work.values()].find((work) => work.runId === runId);
  }

  #tokensOf(runId: number): readonly number[] {
    return this.#asked.get(runId)?.tokens ?? [];
  }
}
