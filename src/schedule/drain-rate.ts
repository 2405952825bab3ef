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

  /** Between the ends of two runs, while others wait; null while nothing was measured. */
  get gapMs(): number | null {
    return this.#gapMs;
  }

  /** When to come again: so many more runs have ended then. */
  waitMs(runCount: number): number {
    return retryAfterMs((this.#gapMs ?? unknownGapMs) * runCount);
  }
}

/** What clients are told: none comes at once, and none too late to find out that it went quicker. */
export function retryAfterMs(waitMs: number): number {
  return Math.min(mostMs, Math.max(leastMs, Math.round(waitMs)));
}
