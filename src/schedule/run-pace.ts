// In: how long runs took to read their prompts, and to be done. Out: when one that waits will likely start. Knows no clock: readings come with
// the events.

const unknownMs = 1000;
const leastMs = 100;
const mostMs = 60_000;
/** Of the newest reading. */
const share = 0.2;

/** What the slots are at now. */
export interface PaceFacts {
  /** Slots that it could have at once. */
  readonly freeCount: number;
  /** Of each of the others: since when its run has it. */
  readonly heldForMs: readonly number[];
  /** Since when the prompt is read that others wait for; null where none is. */
  readonly readingForMs: number | null;
}

export class RunPace {
  #heldMs: number | null = null;
  #readMs: number | null = null;

  /** A run's prompt was read: it took so long from when it got its slot. */
  read(durationMs: number): void {
    this.#readMs = blend(this.#readMs, durationMs);
  }

  /** A run gave its slot back, which it had so long. */
  held(durationMs: number): void {
    this.#heldMs = blend(this.#heldMs, durationMs);
  }

  /**
   * Until a run starts that so many go before: each takes the slot that is free first, and begins to read when the one before it has. Null
   * while nothing was measured.
   */
  startsInMs(aheadCount: number, { freeCount, heldForMs, readingForMs }: PaceFacts): number | null {
    const heldMs = this.#heldMs;
    if (heldMs === null) return null;
    const readMs = Math.min(this.#readMs ?? 0, heldMs);
    const frees = [...Array.from({ length: freeCount }, () => 0), ...heldForMs.map((ms) => leftOf(heldMs, ms))];
    let startMs = readingForMs === null ? -readMs : Math.max(0, readMs - readingForMs) - readMs;
    for (let count = 0; count <= aheadCount; count += 1) {
      const firstFree = frees.indexOf(Math.min(...frees));
      startMs = Math.max(startMs + readMs, frees[firstFree] ?? 0);
      frees[firstFree] = startMs + heldMs;
    }
    return startMs;
  }
}

function blend(known: number | null, newest: number): number {
  return known === null ? Math.max(0, newest) : known + share * (Math.max(0, newest) - known);
}

/** One that has taken longer than they mostly do goes on for who knows how long. */
function leftOf(heldMs: number, soFarMs: number): number {
  return soFarMs < heldMs ? heldMs - Math.max(0, soFarMs) : heldMs / 2;
}

/** What clients are told: none comes at once, and none too late to find out that it went quicker. */
export function retryAfterMs(waitMs: number | null, runCount = 1): number {
  return Math.min(mostMs, Math.max(leastMs, Math.round(waitMs ?? unknownMs * runCount)));
}
