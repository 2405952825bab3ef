// In: runs that have a slot, and what the engine has done there. Out: commands for what is to be done next, one at a time for each run, up to
// its start. Knows no queue.
import type { KeptState } from '../contract/engine.ts';
import { sharedWith } from './choose-place.ts';
import { chooseStep, isWorthKeeping } from './choose-step.ts';
import type { KeptStates } from './kept-states.ts';
import type { Command, ScheduleEvent } from './schedule-messages.ts';
import type { Holdings, Run, Slot, State } from './schedule-records.ts';
import type { Slots } from './slots.ts';

export interface WorkPorts {
  readonly slots: Slots;
  readonly holdings: Holdings;
  readonly states: KeptStates;
  /** Null: nothing is kept, and no beginning computed by itself. */
  readonly leastTokens: number | null;
  emit(command: Command): void;
}

/** After so many failures in a row no more is kept, until the engine starts anew. */
const mostFailures = 3;

export class SlotWork {
  readonly #ports: WorkPorts;
  #failures = 0;

  constructor(ports: WorkPorts) {
    this.#ports = ports;
  }

  engineLost(): void {
    this.#failures = 0;
  }

  /** Null: nothing is computed for others now. */
  get leastShared(): number | null {
    return this.#failures < mostFailures ? this.#ports.leastTokens : null;
  }

  /** Commands the next step. False: it came to nothing, there is another. */
  next(run: Run, slot: Slot, awaiting: readonly Run[]): boolean {
    const { holdings, states, emit } = this.#ports;
    const { runId, partition, tokens } = run.request;
    const leastTokens = this.leastShared;
    if (leastTokens === null || !run.request.isDivisible || run.isWhole) {
      this.#start(run, slot);
      return true;
    }
    const matches = holdings.matches(partition, tokens);
    const step = chooseStep(run, slot, { matches, states, leastTokens, awaiting });
    switch (step.kind) {
      case 'spill':
        run.hasSpilled = true;
        return this.#save(run, slot, 'spilling');
      case 'save':
        return this.#save(run, slot, 'saving');
      case 'restore':
        run.stage = 'restoring';
        run.state = step.state;
        states.pin(step.state);
        this.#ports.slots.unknow(slot);
        emit({ kind: 'restore', runId, slot: slot.number, stateId: step.state.stateId });
        return true;
      case 'prefill': {
        const isCacheReused = this.#begin(run, slot);
        run.stage = 'prefilling';
        run.prefillTokens = step.tokenCount;
        emit({ kind: 'prefill', runId, slot: slot.number, tokenCount: step.tokenCount, isCacheReused });
        return true;
      }
      case 'start':
        this.#start(run, slot);
        return true;
    }
  }

  /** Of all idle slots. */
  keepIdle(): void {
    const { slots, states, leastTokens, emit } = this.#ports;
    for (const slot of leastTokens === null ? [] : slots.free()) {
      if (slot.partition === null || slot.tokens === null || leastTokens === null) continue;
      if (!isWorthKeeping(slot, 0, { states, leastTokens })) continue;
      const state = states.begin(slot.partition, slot.tokens);
      if (state !== null) emit({ kind: 'keep', slot: slot.number, state: keptOf(state) });
    }
  }

  prefilled(run: Run, slot: Slot, isDone: boolean): void {
    if (isDone) run.progress = run.prefillTokens;
    else run.isWhole = true;
    this.#ports.slots.know(slot, run);
  }

  saved(run: Run, sizeBytes: number | null): void {
    const { state } = run;
    run.state = null;
    if (state === null) return;
    this.#failures = sizeBytes === null ? this.#failures + 1 : 0;
    if (sizeBytes !== null) {
      this.#ports.states.saved(state, sizeBytes);
      return;
    }
    this.#ports.states.drop(state);
    run.isWhole ||= run.stage === 'saving';
  }

  restored(run: Run, slot: Slot, outcome: Extract<ScheduleEvent, { kind: 'restored' }>['outcome']): void {
    const { slots, states } = this.#ports;
    const { state } = run;
    run.state = null;
    if (state === null) return;
    if (outcome === 'refused') states.discard(state);
    states.unpin(state);
    if (outcome === 'done') slots.hold(slot, run.request.partition, state.tokens);
    else slots.hold(slot, null, []);
    run.isWhole ||= outcome === 'lost';
  }

  #start(run: Run, slot: Slot): void {
    const isCacheReused = this.#begin(run, slot);
    run.stage = 'running';
    const isDivided = this.#ports.leastTokens !== null && run.request.isDivisible;
    const mostCachedTokens = isDivided ? run.group.cachedTokens : null;
    const { runId } = run.request;
    this.#ports.emit({ kind: 'start', runId, slot: slot.number, isCacheReused, mostCachedTokens });
  }

  /** From here on the engine works on the slot's tokens. */
  #begin(run: Run, slot: Slot): boolean {
    const { holdings, slots } = this.#ports;
    run.isCacheReused = slot.partition === run.request.partition;
    run.reuse = sharedWith(slot, run, holdings.matches(run.request.partition, run.request.tokens));
    run.progress = 0;
    run.group.cachedTokens ??= run.reuse;
    slots.unknow(slot);
    return run.isCacheReused;
  }

  #save(run: Run, slot: Slot, stage: 'spilling' | 'saving'): boolean {
    const { partition, tokens } = slot;
    const state = partition === null || tokens === null ? null : this.#ports.states.begin(partition, tokens);
    if (state === null) {
      run.isWhole ||= stage === 'saving';
      return false;
    }
    run.stage = stage;
    run.state = state;
    this.#ports.emit({ kind: 'save', runId: run.request.runId, slot: slot.number, state: keptOf(state) });
    return true;
  }
}

function keptOf({ stateId, partition, tokens }: State): KeptState {
  return { stateId, partition, tokens };
}
