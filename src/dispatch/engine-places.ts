// In: the pure schedule of one engine. Out: places that a run can wait for and give back exactly once. Knows no engine call.
import type { TokenId } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import type { Observer } from '../contract/observer.ts';
import { type RunStart, SlotSchedule } from '../schedule/slot-schedule.ts';

export interface Place {
  /** Resolves with the slot when the run's turn has come; rejects with the signal's reason when it gave up before. */
  readonly start: Promise<RunStart>;
  /** Frees the slot or the place in the queue. Only the first call counts. */
  giveBack(heldTokens: readonly TokenId[] | null): void;
}

export class EnginePlaces {
  // Invariant: #waiters holds exactly the runs that the schedule queues.
  readonly #schedule: SlotSchedule;
  readonly #waiters = new Map<number, (start: RunStart) => void>();
  readonly #report: () => void;
  #nextRunId = 1;

  constructor(engineId: string, slotCount: number, queueLength: number, observer: Observer) {
    this.#schedule = new SlotSchedule(slotCount, queueLength);
    this.#report = () =>
      observer.emit({
        kind: 'queue-changed',
        engineId,
        waiting: this.#schedule.waiting,
        running: this.#schedule.running,
        slotCount,
      });
  }

  /** All places or none: `rate_limit_exceeded` when the queue cannot take them. */
  take(
    count: number,
    run: { readonly partition: string; readonly tokens: readonly TokenId[] },
    signal: AbortSignal,
  ): readonly Place[] {
    // An aborted signal tells nobody any more: the place would be held until its turn came.
    signal.throwIfAborted();
    if (!this.#schedule.hasRoomFor(count)) {
      throw new Fault('rate_limit_exceeded', 'The server is busy: its queue is full. Please try again shortly.', {
        retryAfterMs: 1000,
      });
    }
    const places = Array.from({ length: count }, () => this.#takeOne(run, signal));
    this.#report();
    return places;
  }

  forgetContents(): void {
    this.#schedule.forgetContents();
  }

  #takeOne(run: { readonly partition: string; readonly tokens: readonly TokenId[] }, signal: AbortSignal): Place {
    const runId = this.#nextRunId++;
    let isGivenBack = false;
    const giveBack = (heldTokens: readonly TokenId[] | null): void => {
      if (isGivenBack) return;
      isGivenBack = true;
      this.#waiters.delete(runId);
      this.#begin(this.#schedule.release(runId, heldTokens));
      this.#report();
    };
    const start = new Promise<RunStart>((resolve, reject) => {
      const giveUp = () => {
        // Once running, the run itself gives the slot back, after the engine let go of it.
        if (this.#waiters.has(runId)) giveBack(null);
        reject(signal.reason);
      };
      this.#waiters.set(runId, (started) => {
        this.#waiters.delete(runId);
        signal.removeEventListener('abort', giveUp);
        resolve(started);
      });
      signal.addEventListener('abort', giveUp, { once: true });
    });
    start.catch(() => undefined);
    this.#begin(this.#schedule.submit({ runId, ...run }));
    return { start, giveBack };
  }

  #begin(start: RunStart | null): void {
    if (start !== null) this.#waiters.get(start.runId)?.(start);
  }
}
