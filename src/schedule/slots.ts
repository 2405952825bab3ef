// In: what becomes known of the slots' tokens. Out: which are free, and what each holds, for whom, findable by its beginning. Knows no queue.
import type { TokenId } from '../contract/vocabulary.ts';
import type { Holdings, Run, Slot } from './schedule-records.ts';

export class Slots {
  // Invariant: the holdings have exactly the tokens that are known, each under its slot's partition.
  readonly all: readonly Slot[];
  readonly #holdings: Holdings;
  #uses = 0;

  constructor(count: number, holdings: Holdings) {
    this.#holdings = holdings;
    this.all = Array.from({ length: count }, (_, number) => ({
      kind: 'slot' as const,
      ...{ number, run: null, partition: null, tokens: [], lastUsed: 0 },
    }));
  }

  free(): readonly Slot[] {
    return this.all.filter(({ run }) => run === null);
  }

  take(slot: Slot, run: Run): void {
    slot.run = run;
    run.slot = slot;
    run.stage = 'placed';
    run.group.hasBegun = true;
  }

  giveBack(slot: Slot): void {
    slot.run = null;
    this.#uses += 1;
    slot.lastUsed = this.#uses;
  }

  /** Partition null: nobody's. */
  hold(slot: Slot, partition: string | null, tokens: readonly TokenId[]): void {
    slot.partition = partition;
    slot.tokens = tokens;
    if (partition === null) this.#holdings.remove(slot);
    else this.#holdings.set(slot, partition, tokens);
  }

  /** The engine works on the slot's tokens. */
  unknow(slot: Slot): void {
    slot.tokens = null;
    this.#holdings.remove(slot);
  }

  /**
   * The engine's work on the slot is over, or was broken off: it holds what was reused of the run's prompt, and what was computed of it
   * since. A run that may never have reached the engine, and was to reuse nothing, may have left another partition's tokens there.
   */
  know(slot: Slot, run: Run): void {
    const { partition, tokens } = run.request;
    if (run.isCacheReused || run.progress > 0)
      this.hold(slot, partition, tokens.slice(0, Math.max(run.reuse, run.progress)));
    else this.hold(slot, null, []);
  }

  /** The engine started anew. */
  forget(): void {
    for (const slot of this.all) {
      if (slot.tokens !== null) this.hold(slot, null, []);
      if (slot.run === null) continue;
      slot.run.isCacheReused = false;
      slot.run.reuse = 0;
      slot.run.progress = 0;
    }
  }
}
