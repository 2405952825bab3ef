// In: events of runs, slots and kept states. Out: commands: what starts where, what is computed once for many, what is kept. A pure state
// machine: no await, no clock, no I/O; knows no engine and no request.
import type { TokenId } from '../contract/vocabulary.ts';
import { Admission, shareOf } from './admission.ts';
import { bestSlot, type PlaceFound, runWorthWaitingFor } from './choose-place.ts';
import { FairQueue } from './fair-queue.ts';
import { isKept, KeptStates } from './kept-states.ts';
import { PastPrompts } from './past-prompts.ts';
import { RunPace } from './run-pace.ts';
import type { Command, RunRequest, ScheduleEvent } from './schedule-messages.ts';
import {
  type Group,
  Holdings,
  longest,
  type Matches,
  newRun,
  type Run,
  type Slot,
  type Stage,
} from './schedule-records.ts';
import { SlotWork } from './slot-work.ts';
import { Slots } from './slots.ts';

export interface ScheduleOptions {
  readonly slotCount: number;
  /** Runs that may wait. */
  readonly queueLength: number;
  /**
   * Tokens of prompts that the engine computes in one step. While as many are to be computed already, no other run starts: it would only wait
   * within the engine, where nobody more urgent passes it. Null: as many as there are slots for.
   */
  readonly stepTokens: number | null;
  /** Null: the engine can neither compute a beginning by itself nor keep what a slot holds. */
  readonly keeping: { readonly leastTokens: number; readonly budgetBytes: number } | null;
}

type RunEvent = Exclude<ScheduleEvent, { kind: 'submitted' | 'time-passed' | 'engine-lost' | 'found' | 'closing' }>;

const underWay: ReadonlySet<Stage> = new Set(['spilling', 'restoring', 'prefilling', 'saving']);

export class RunSchedule {
  /** Whether and when others would find room. */
  readonly admission: Admission;
  // Invariants: a run is in #runs from its submission to its end. It waits in #queue, or it has a slot and that slot has it. The queue holds
  // a run that does not wait for another one's beginning only while no slot is free for it, the engine's next step is full, or it would be read
  // before the end of a prompt under way.
  readonly #leastTokens: number | null;
  readonly #runs = new Map<number, Run>();
  readonly #queue = new FairQueue<Run>();
  readonly #holdings = new Holdings();
  readonly #slots: Slots;
  readonly #states: KeptStates;
  readonly #work: SlotWork;
  readonly #past: PastPrompts;
  readonly #pace = new RunPace();
  #commands: Command[] = [];
  #nowMs = 0;

  constructor({ slotCount, queueLength, stepTokens, keeping }: ScheduleOptions) {
    const emit = (command: Command) => void this.#commands.push(command);
    this.#leastTokens = keeping?.leastTokens ?? null;
    this.#slots = new Slots(slotCount, this.#holdings);
    this.#states = new KeptStates(this.#holdings, keeping?.budgetBytes ?? 0, (stateId) =>
      emit({ kind: 'drop', stateId }),
    );
    this.#past = new PastPrompts(this.#holdings, keeping?.leastTokens ?? Number.POSITIVE_INFINITY);
    const [slots, holdings, states] = [this.#slots, this.#holdings, this.#states];
    const [queue, pace] = [this.#queue, this.#pace];
    this.admission = new Admission({ slots, queue, pace, capacity: slotCount + queueLength, stepTokens });
    this.#work = new SlotWork({ slots, holdings, states, leastTokens: this.#leastTokens, emit });
  }

  get waiting(): number {
    return this.#queue.size;
  }

  get running(): number {
    return this.#runs.size - this.#queue.size;
  }

  get keptBytes(): number {
    return this.#states.totalBytes;
  }

  /** When `time-passed` shall be told; null while no run that waits minds. */
  get nextStartByMs(): number | null {
    const times = this.#queue.items().flatMap((run) => startByOf(run) ?? []);
    return times.length === 0 ? null : Math.min(...times);
  }

  handle(event: ScheduleEvent, nowMs: number): readonly Command[] {
    this.#commands = [];
    this.#nowMs = nowMs;
    if (event.kind === 'time-passed') this.#expire();
    else if (event.kind === 'submitted') {
      this.#expire();
      this.#submit(event.requests);
    } else if (event.kind === 'found') this.#states.found(event.states);
    else if (event.kind === 'closing') this.#work.keepIdle();
    else if (event.kind === 'engine-lost') {
      this.#slots.forget();
      this.#work.engineLost();
    } else {
      const run = this.#runs.get(event.runId);
      if (run !== undefined) this.#handleOf(run, event);
    }
    return this.#commands;
  }

  #handleOf(run: Run, event: RunEvent): void {
    const { slot, stage } = run;
    if (event.kind === 'ended') this.#ended(run, event.heldTokens);
    else if (slot === null) return;
    else if (event.kind === 'told') this.#told(run);
    else if (event.kind === 'wrote') run.writtenTokens += event.tokenCount;
    else if (event.kind === 'progressed') {
      run.progress = Math.max(run.progress, event.tokenCount);
      // The step that reads the last token of the prompt writes the first of the answer.
      if (stage === 'running' && run.progress >= run.request.tokens.length) this.#told(run);
      else if (this.#queue.size > 0 && !this.admission.isReading()) this.#place();
    } else if (event.kind === 'interrupted' && stage === 'interrupting') {
      this.#slots.know(slot, run);
      this.#goOn(run);
    } else if (event.kind === 'prefilled' && stage === 'prefilling') {
      this.#work.prefilled(run, slot, event.isDone);
      this.#goOn(run);
    } else if (event.kind === 'saved' && (stage === 'saving' || stage === 'spilling')) {
      this.#work.saved(run, event.sizeBytes);
      this.#goOn(run);
    } else if (event.kind === 'restored' && stage === 'restoring') {
      this.#work.restored(run, slot, event.outcome);
      this.#goOn(run);
    }
  }

  #submit(requests: readonly RunRequest[]): void {
    const group: Group = { cachedTokens: null, hasBegun: false };
    for (const request of requests) {
      const { runId, partition, tokens, flow } = request;
      const run = newRun(request, group);
      this.#runs.set(runId, run);
      if (request.isDivisible) this.#holdings.set(run, partition, tokens);
      this.#queue.push(run, flow, shareOf(request));
    }
    this.#place();
  }

  #expire(): void {
    for (const run of this.#queue.items()) {
      if ((startByOf(run) ?? Number.POSITIVE_INFINITY) > this.#nowMs) continue;
      this.#queue.remove(run);
      this.#forget(run);
      this.#commands.push({ kind: 'expire', runId: run.request.runId });
    }
  }

  /** Gives free slots to those that wait, in their order; those that had better wait for another one's beginning let others pass. */
  #place(): void {
    let free = this.#slots.free();
    const placed: Run[] = [];
    for (const run of free.length === 0 ? [] : this.#queue.items()) {
      if (free.length === 0) break;
      const matches = this.#holdings.matches(run.request.partition, run.request.tokens);
      if (!this.admission.isFor(run.request, free) || this.#isHeld(run, matches, free)) continue;
      const chosen = this.#slotFor(run, matches, free);
      if (chosen === null) continue;
      free = free.filter((slot) => slot !== chosen.slot);
      this.#queue.take(run);
      this.#slots.take(chosen.slot, run);
      run.sinceMs = this.#nowMs;
      run.expected = Math.min(chosen.reuse, run.request.tokens.length - 1);
      placed.push(run);
    }
    for (const run of placed) this.#advance(run);
  }

  #isHeld(run: Run, matches: Matches, free: readonly Slot[]): boolean {
    const leastTokens = this.#work.leastShared;
    const awaited = leastTokens === null ? null : runWorthWaitingFor(run, matches, free, leastTokens);
    if (awaited !== null && awaited !== run.awaited) run.holdCount += 1;
    run.awaited = awaited;
    if (awaited?.stage === 'running') {
      awaited.stage = 'interrupting';
      awaited.interruptCount += 1;
      this.#commands.push({ kind: 'interrupt', runId: awaited.request.runId });
    }
    return awaited !== null;
  }

  /** Null: it had better wait until the prompts under way are read. */
  #slotFor(run: Run, matches: Matches, free: readonly Slot[]): PlaceFound | null {
    const { admission } = this;
    const isFull = admission.isReading();
    const best = this.#bestPlace(run, matches, isFull ? admission.readFirst(free) : free);
    if (best === null || !admission.delays(best.slot, run.request.tokens.length - best.reuse)) return best;
    const behind = isFull ? null : this.#bestPlace(run, matches, admission.readLast(free));
    return behind !== null && behind.reuse >= best.reuse ? behind : null;
  }

  /** Where a kept state is put in, what the slot holds does not matter. */
  #bestPlace(run: Run, matches: Matches, free: readonly Slot[]): PlaceFound | null {
    const leastTokens = this.#leastTokens ?? Number.POSITIVE_INFINITY;
    const best = bestSlot(run, matches, free, leastTokens);
    const kept = longest(matches, isKept)?.tokenCount ?? 0;
    if (kept < (best?.reuse ?? 0) + leastTokens / 2) return best;
    const other = bestSlot(run, [], free, leastTokens);
    return other === null ? null : { slot: other.slot, reuse: kept };
  }

  #goOn(run: Run): void {
    run.stage = 'placed';
    if (run.isLeaving) {
      if (run.slot !== null) this.#free(run, run.slot);
      return;
    }
    this.#place();
    this.#advance(run);
  }

  #advance(run: Run): void {
    while (run.slot !== null && run.stage === 'placed') {
      const awaiting = this.#queue.items().filter(({ awaited }) => awaited === run);
      if (!this.#work.next(run, run.slot, awaiting)) this.#place();
    }
  }

  #told(run: Run): void {
    if ((run.stage !== 'running' && run.stage !== 'interrupting') || run.isTold) return;
    run.stage = 'running';
    run.isTold = true;
    run.toldAtMs = this.#nowMs;
    this.#pace.read(this.#nowMs - run.sinceMs);
    this.#place();
  }

  #ended(run: Run, heldTokens: readonly TokenId[] | null): void {
    if (run.slot === null) {
      this.#queue.remove(run);
      this.#forget(run);
      return;
    }
    this.#expire();
    run.isLeaving = true;
    // The engine still works on the slot: it is free when that is done.
    if (underWay.has(run.stage)) return;
    if (heldTokens !== null) {
      this.#past.add(run.request);
      this.#slots.hold(run.slot, run.request.partition, heldTokens);
    }
    this.#free(run, run.slot);
  }

  #free(run: Run, slot: Slot): void {
    if (run.isTold) this.#pace.wrote(this.#nowMs - run.toldAtMs, run.writtenTokens);
    if (slot.tokens === null) this.#slots.know(slot, run);
    this.#slots.giveBack(slot);
    this.#forget(run);
    this.#place();
  }

  #forget(run: Run): void {
    run.slot = null;
    this.#runs.delete(run.request.runId);
    this.#holdings.remove(run);
  }
}

function startByOf({ request, group }: Run): number | null {
  return group.hasBegun ? null : request.startByMs;
}
