// In: when runs ended. Out: how long a place in the queue takes to become free. Knows no clock: readings come with the events.

const unknownGapMs = 1000;
const leastMs = 100;
const mostMs = 60_000;
/** Of the newest gap. */
const share = 0.2;

export class DrainRate {
  #gapMs: number | null = null;
  #lastEndMs: number | null = null;

  /** A gap counts while runs were waiting: else it says how seldom one comes, not how fast they go. */
  ended(nowMs: number, isBusy: boolean): void {
    if (isBusy && this.#lastEndMs !== null) {
      const gapMs = Math.max(0, nowMs - this.#lastEndMs);
      this.#gapMs = this.#gapMs === null ? gapMs : this.#gapMs + share * (gapMs - this.#gapMs);
    }
    this.#lastEndMs = isBusy ? nowMs : null;
  }

  /** Until so many more runs have ended. */
  waitMs(runCount: number): number {
    const waitMs = Math.round((this.#gapMs ?? unknownGapMs) * runCount);
    return Math.min(mostMs, Math.max(leastMs, waitMs));
  }
}
