// In: events of runs, slots and kept states. Out: commands: what starts where, what is computed once for many, what is kept. A pure state
// machine: no await, no clock, no I/O; knows no engine and no request.
import type { TokenId } from '../contract/vocabulary.ts';
import { bestSlot, runWorthWaitingFor, sharedWith } from './choose-place.ts';
import { chooseStep } from './choose-step.ts';
import { DrainRate } from './drain-rate.ts';
import { FairQueue } from './fair-queue.ts';
import { isState, KeptStates } from './kept-states.ts';
import { PastPrompts } from './past-prompts.ts';
import type { Command, RunRequest, ScheduleEvent } from './schedule-messages.ts';
import { type Group, Holdings, longest, type Matches, type Run, type Slot, type Stage } from './schedule-records.ts';

export interface ScheduleOptions {
  readonly slotCount: number;
  /** Runs that may wait. */
  readonly queueLength: number;
  /** Null: the engine can neither compute a beginning by itself nor keep what a slot holds. */
  readonly keeping: { readonly leastTokens: number; readonly budgetBytes: number } | null;
}

/** What an answer costs beside its prompt, in tokens; how long it becomes is not known. */
const answerCost = 256;
/** After so many failures in a row no more is kept, until the engine starts anew. */
const mostFailures = 3;
const underWay: ReadonlySet<Stage> = new Set(['spilling', 'restoring', 'prefilling', 'saving']);

export class RunSchedule {
  // Invariants: a run is in #runs from its submission to its end. It waits in #queue, or it has a slot and that slot has it. The queue holds
  // a run that does not wait for another one's beginning only while no slot is free.
  readonly #options: ScheduleOptions;
  readonly #slots: readonly Slot[];
  readonly #runs = new Map<number, Run>();
  readonly #queue = new FairQueue<Run>();
  readonly #holdings = new Holdings();
  readonly #states: KeptStates;
  readonly #past: PastPrompts;
  readonly #drain = new DrainRate();
  #commands: Command[] = [];
  #failures = 0;
  #uses = 0;

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.slotCount }, (_, number) => ({
      kind: 'slot' as const,
      ...{ number, run: null, partition: null, tokens: [], lastUsed: 0 },
    }));
    this.#states = new KeptStates(this.#holdings, options.keeping?.budgetBytes ?? 0, (stateId) =>
      this.#commands.push({ kind: 'drop', stateId }),
    );
    this.#past = new PastPrompts(this.#holdings);
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

  /** Whether so many more runs could be submitted now: free slots first, then places in the queue. */
  hasRoomFor(runCount: number): boolean {
    return this.#runs.size + runCount <= this.#slots.length + this.#options.queueLength;
  }

  /** When there may be room for so many. */
  roomAfterMs(runCount: number): number {
    return this.#drain.waitMs(this.#runs.size + runCount - this.#slots.length - this.#options.queueLength);
  }

  /** What idle slots hold that is not kept: for the time behind the engine's end. */
  unkept(): readonly { readonly slot: number; readonly partition: string; readonly tokens: readonly TokenId[] }[] {
    const leastTokens = this.#options.keeping?.leastTokens ?? Number.POSITIVE_INFINITY;
    return this.#slots.flatMap(({ number, run, partition, tokens }) => {
      if (run !== null || partition === null || tokens === null) return [];
      const lost = tokens.length - this.#states.coverage(partition, tokens);
      return lost >= leastTokens ? [{ slot: number, partition, tokens }] : [];
    });
  }

  handle(event: ScheduleEvent): readonly Command[] {
    this.#commands = [];
    if (event.kind === 'submitted') this.#submit(event.requests);
    else if (event.kind === 'engine-lost') this.#forgetContents();
    else if (event.kind === 'found') this.#states.found(event.states);
    else {
      const run = this.#runs.get(event.runId);
      if (run !== undefined) this.#handleOf(run, event);
    }
    return this.#commands;
  }

  #handleOf(run: Run, event: Exclude<ScheduleEvent, { kind: 'submitted' | 'engine-lost' | 'found' }>): void {
    const { slot } = run;
    if (event.kind === 'ended') return this.#ended(run, event.heldTokens, event.nowMs);
    if (slot === null) return;
    switch (event.kind) {
      case 'progressed':
        run.progress = Math.max(run.progress, event.tokenCount);
        // The last of its prompt's tokens is the first of its answer.
        if (run.stage === 'running' && run.progress >= run.request.tokens.length) this.#told(run);
        return;
      case 'told':
        return this.#told(run);
      case 'interrupted':
        if (run.stage !== 'interrupting') return;
        this.#setTokens(slot, ...knownContent(run));
        return this.#goOn(run);
      case 'prefilled': {
        if (run.stage !== 'prefilling') return;
        if (event.isDone) run.progress = run.prefillTokens;
        else run.isWhole = true;
        this.#setTokens(slot, ...knownContent(run));
        return this.#goOn(run);
      }
      case 'saved':
        if (run.stage !== 'saving' && run.stage !== 'spilling') return;
        this.#saved(run, event.sizeBytes);
        return this.#goOn(run);
      case 'restored': {
        const { state } = run;
        if (run.stage !== 'restoring' || state === null) return;
        run.state = null;
        state.pinCount -= 1;
        if (event.outcome === 'done') this.#setTokens(slot, run.request.partition, state.tokens);
        else this.#setTokens(slot, null, []);
        if (event.outcome === 'refused') this.#states.drop(state);
        run.isWhole ||= event.outcome === 'lost';
        return this.#goOn(run);
      }
    }
  }

  #submit(requests: readonly RunRequest[]): void {
    const group: Group = { cachedTokens: null };
    for (const request of requests) {
      const run = newRun(request, group);
      this.#runs.set(request.runId, run);
      if (request.isDivisible) this.#holdings.set(run, request.partition, request.tokens);
      const { flow, weight } = request;
      this.#queue.push(run, flow, { cost: request.tokens.length + answerCost, weight });
    }
    this.#place();
  }

  /** Gives free slots to those that wait, in their order; those that had better wait for another one's beginning let others pass. */
  #place(): void {
    const free = new Set(this.#slots.filter(({ run }) => run === null));
    const placed: Run[] = [];
    for (const run of this.#queue.items()) {
      if (free.size === 0) break;
      const matches = this.#matches(run);
      if (this.#isHeld(run, matches, [...free])) continue;
      const slot = this.#slotFor(run, matches, [...free]);
      if (slot === null) break;
      free.delete(slot);
      this.#queue.take(run);
      run.stage = 'placed';
      run.slot = slot;
      slot.run = run;
      placed.push(run);
    }
    for (const run of placed) this.#advance(run);
  }

  #isHeld(run: Run, matches: Matches, free: readonly Slot[]): boolean {
    const { keeping } = this.#options;
    const awaited = keeping === null ? null : runWorthWaitingFor(run, matches, free, keeping.leastTokens);
    if (awaited !== null && awaited !== run.awaited) run.holdCount += 1;
    run.awaited = awaited;
    if (awaited?.stage === 'running') {
      awaited.stage = 'interrupting';
      awaited.interruptCount += 1;
      this.#commands.push({ kind: 'interrupt', runId: awaited.request.runId });
    }
    return awaited !== null;
  }

  #slotFor(run: Run, matches: Matches, free: readonly Slot[]): Slot | null {
    const leastTokens = this.#options.keeping?.leastTokens ?? Number.POSITIVE_INFINITY;
    const best = bestSlot(run, matches, free, leastTokens);
    const kept = longest(matches, isState)?.tokenCount ?? 0;
    // Where a kept state is put in, what the slot holds does not matter.
    return kept >= best.reuse + leastTokens / 2 ? bestSlot(run, [], free, leastTokens).slot : best.slot;
  }

  #goOn(run: Run): void {
    run.stage = 'placed';
    this.#place();
    this.#advance(run);
  }

  #advance(run: Run): void {
    const { slot } = run;
    if (slot === null || run.stage !== 'placed') return;
    if (run.isLeaving) return this.#free(run, slot);
    const { keeping } = this.#options;
    if (keeping === null || !run.request.isDivisible || run.isWhole || this.#failures >= mostFailures)
      return this.#start(run, slot);
    const matches = this.#matches(run);
    const awaiting = this.#queue.items().filter(({ awaited }) => awaited === run);
    const { leastTokens } = keeping;
    const step = chooseStep(run, slot, { matches, states: this.#states, leastTokens, awaiting });
    const { runId } = run.request;
    switch (step.kind) {
      case 'spill':
        run.hasSpilled = true;
        return this.#save(run, slot, 'spilling');
      case 'save':
        return this.#save(run, slot, 'saving');
      case 'restore':
        run.stage = 'restoring';
        run.state = step.state;
        step.state.pinCount += 1;
        this.#states.use(step.state);
        this.#setTokens(slot, null, null);
        this.#commands.push({ kind: 'restore', runId, slot: slot.number, stateId: step.state.stateId });
        return;
      case 'prefill': {
        const isCacheReused = this.#begin(run, slot, matches);
        run.stage = 'prefilling';
        run.prefillTokens = step.tokenCount;
        const { tokenCount } = step;
        this.#commands.push({ kind: 'prefill', runId, slot: slot.number, tokenCount, isCacheReused });
        return;
      }
      case 'start':
        return this.#start(run, slot);
    }
  }

  #start(run: Run, slot: Slot): void {
    const isCacheReused = this.#begin(run, slot, this.#matches(run));
    run.stage = 'running';
    const isDivided = this.#options.keeping !== null && run.request.isDivisible;
    const mostCachedTokens = isDivided ? run.group.cachedTokens : null;
    const { runId } = run.request;
    this.#commands.push({ kind: 'start', runId, slot: slot.number, isCacheReused, mostCachedTokens });
  }

  /** From here on the engine works on the slot's tokens. */
  #begin(run: Run, slot: Slot, matches: Matches): boolean {
    run.isCacheReused = slot.partition === run.request.partition;
    run.reuse = sharedWith(slot, run, matches);
    run.progress = 0;
    run.group.cachedTokens ??= run.reuse;
    this.#setTokens(slot, slot.partition, null);
    return run.isCacheReused;
  }

  #save(run: Run, slot: Slot, stage: 'spilling' | 'saving'): void {
    const { partition, tokens } = slot;
    const state = partition === null || tokens === null ? null : this.#states.begin(partition, tokens);
    if (state === null) {
      run.isWhole ||= stage === 'saving';
      return this.#goOn(run);
    }
    run.stage = stage;
    run.state = state;
    const kept = { stateId: state.stateId, partition: state.partition, tokens: state.tokens };
    this.#commands.push({ kind: 'save', runId: run.request.runId, slot: slot.number, state: kept });
  }

  #saved(run: Run, sizeBytes: number | null): void {
    const { state } = run;
    run.state = null;
    if (state === null) return;
    this.#failures = sizeBytes === null ? this.#failures + 1 : 0;
    if (sizeBytes !== null) return this.#states.saved(state, sizeBytes);
    this.#states.drop(state);
    run.isWhole ||= run.stage === 'saving';
  }

  #told(run: Run): void {
    if (run.stage !== 'running' && run.stage !== 'interrupting') return;
    run.stage = 'running';
    if (run.isTold) return;
    run.isTold = true;
    this.#place();
  }

  #ended(run: Run, heldTokens: readonly TokenId[] | null, nowMs: number): void {
    if (run.slot === null) {
      this.#queue.remove(run);
      return this.#forget(run);
    }
    this.#drain.ended(nowMs, this.#queue.size > 0);
    run.isLeaving = true;
    // The engine still works on the slot: it is free when that is done.
    if (underWay.has(run.stage)) return;
    if (heldTokens === null) return this.#free(run, run.slot);
    this.#past.add(run.request);
    this.#setTokens(run.slot, run.request.partition, heldTokens);
    this.#free(run, run.slot);
  }

  #free(run: Run, slot: Slot): void {
    if (slot.tokens === null) this.#setTokens(slot, ...knownContent(run));
    slot.run = null;
    this.#uses += 1;
    slot.lastUsed = this.#uses;
    this.#forget(run);
    this.#place();
  }

  #forget(run: Run): void {
    this.#runs.delete(run.request.runId);
    this.#holdings.remove(run);
  }

  #forgetContents(): void {
    this.#failures = 0;
    for (const slot of this.#slots) {
      if (slot.run === null) this.#setTokens(slot, null, []);
      else {
        if (slot.tokens !== null) this.#setTokens(slot, null, []);
        slot.run.isCacheReused = false;
        slot.run.reuse = 0;
        slot.run.progress = 0;
      }
    }
  }

  #setTokens(slot: Slot, partition: string | null, tokens: readonly TokenId[] | null): void {
    slot.partition = partition;
    slot.tokens = tokens;
    if (partition === null || tokens === null) this.#holdings.remove(slot);
    else this.#holdings.set(slot, partition, tokens);
  }

  #matches({ request }: Run): Matches {
    return this.#holdings.matches(request.partition, request.tokens);
  }
}

function newRun(request: RunRequest, group: Group): Run {
  return {
    kind: 'run',
    ...{ request, group, stage: 'waiting', slot: null, awaited: null, state: null },
    ...{ holdCount: 0, interruptCount: 0, reuse: 0, progress: 0, prefillTokens: 0 },
    ...{ isTold: false, isLeaving: false, isWhole: false, hasSpilled: false, isCacheReused: false },
  };
}

/**
 * What a slot holds behind work that was broken off: what was reused of the prompt, and what was computed of it since. A run that may
 * never have reached the engine, and was to reuse nothing, may have left another partition's tokens there.
 */
function knownContent(run: Run): readonly [string | null, readonly TokenId[]] {
  const known = Math.max(run.reuse, run.progress);
  if (!run.isCacheReused && run.progress === 0) return [null, []];
  return [run.request.partition, run.request.tokens.slice(0, known)];
}
