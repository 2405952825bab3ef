// In: runs that want a slot, runs that end, engines that lose their memory. Out: which run starts in which slot. A pure state
// machine: no await, no clock, no I/O; knows no engine and no request.
import type { TokenId } from '../contract/engine.ts';

export interface RunRequest {
  readonly runId: number;
  readonly partition: string;
  /** The prompt; empty where the engine takes no ids. */
  readonly tokens: readonly TokenId[];
}

export interface RunStart {
  readonly runId: number;
  readonly slot: number;
  /** What the slot holds was computed for the same partition, so it may be reused. */
  readonly isCacheReused: boolean;
}

interface Slot {
  readonly number: number;
  runId: number | null;
  partition: string | null;
  /** Of the run that holds it. */
  isCacheReused: boolean;
  tokens: readonly TokenId[];
  lastUsed: number;
}

export class SlotSchedule {
  // Invariant: a run is in at most one of #queue and #slots; while the queue holds a run, no slot is free.
  readonly #slots: readonly Slot[];
  readonly #queueLength: number;
  #queue: RunRequest[] = [];
  #uses = 0;

  constructor(slotCount: number, queueLength: number) {
    this.#slots = Array.from({ length: slotCount }, (_, number) => ({
      number,
      runId: null,
      partition: null,
      isCacheReused: false,
      tokens: [],
      lastUsed: 0,
    }));
    this.#queueLength = queueLength;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  get running(): number {
    return this.#slots.filter((slot) => slot.runId !== null).length;
  }

  /** Whether so many more runs could be submitted now: free slots first, then places in the queue. */
  hasRoomFor(runCount: number): boolean {
    return this.running + this.#queue.length + runCount <= this.#slots.length + this.#queueLength;
  }

  submit(request: RunRequest): RunStart | null {
    const start = this.#place(request);
    if (start === null) this.#queue.push(request);
    return start;
  }

  /** The run has ended. `heldTokens` is what its slot holds now; null when that is not known. */
  release(runId: number, heldTokens: readonly TokenId[] | null): RunStart | null {
    this.#queue = this.#queue.filter((request) => request.runId !== runId);
    const slot = this.#slots.find((candidate) => candidate.runId === runId);
    if (slot === undefined) return null;
    slot.runId = null;
    slot.tokens = heldTokens ?? [];
    // A run that ended early may never have reached the engine: then the slot still holds what was there before it, maybe another partition's.
    if (heldTokens === null && !slot.isCacheReused) slot.partition = null;
    const next = this.#queue[0];
    if (next === undefined) return null;
    this.#queue.shift();
    return this.#place(next);
  }

  /** The engine started anew: its slots are empty. */
  forgetContents(): void {
    for (const slot of this.#slots) {
      slot.tokens = [];
      slot.partition = null;
    }
  }

  #place(request: RunRequest): RunStart | null {
    const free = this.#slots.filter((slot) => slot.runId === null);
    const best = free.reduce<Slot | null>(
      (chosen, slot) => (chosen === null || this.#isBetter(slot, chosen, request) ? slot : chosen),
      null,
    );
    if (best === null) return null;
    const isCacheReused = best.partition === request.partition;
    this.#uses += 1;
    const { runId, partition } = request;
    Object.assign(best, { runId, partition, isCacheReused, tokens: [], lastUsed: this.#uses });
    return { runId: request.runId, slot: best.number, isCacheReused };
  }

  /** The longest reusable prefix wins; among equals the slot that was left alone longest, so that what others hold stays. */
  #isBetter(slot: Slot, than: Slot, request: RunRequest): boolean {
    const gain = reusableTokens(slot, request) - reusableTokens(than, request);
    return gain === 0 ? slot.lastUsed < than.lastUsed : gain > 0;
  }
}

function reusableTokens(slot: Slot, request: RunRequest): number {
  if (slot.partition !== request.partition) return 0;
  const end = Math.min(slot.tokens.length, request.tokens.length);
  let shared = 0;
  while (shared < end && slot.tokens[shared] === request.tokens[shared]) shared += 1;
  return shared;
}
