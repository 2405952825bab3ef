// In: how long runs took to read their prompts and to write their answers, and how long these were. Out: when one that waits will likely
// start. Knows no clock: readings come with the events.

const unknownMs = 1000;
const leastMs = 100;
const mostMs = 60_000;
/** Of the newest reading. */
const share = 0.2;

/** What a run is at that has a slot. */
export interface HeldFacts {
  readonly soFarMs: number;
  /** Its prompt is read. */
  readonly isTold: boolean;
  readonly writtenTokens: number;
  /** Its answer has no more; null where nothing ends it. */
  readonly mostTokens: number | null;
}

/** What the slots are at now. */
export interface PaceFacts {
  /** Slots that it could have at once. */
  readonly freeCount: number;
  /** The runs in the others. */
  readonly held: readonly HeldFacts[];
  /** Since when the prompt is read that others wait for; null where none is. */
  readonly readingForMs: number | null;
}

export class RunPace {
  #readMs: number | null = null;
  #answerTokens: number | null = null;
  #tokenMs: number | null = null;

  /** A run's prompt was read: it took so long from when it got its slot. */
  read(durationMs: number): void {
    this.#readMs = blend(this.#readMs, durationMs);
  }

  /** A run gave its slot back: it had written an answer of so many tokens, and that long since its prompt was read. */
  wrote(durationMs: number, tokenCount: number): void {
    this.#answerTokens = blend(this.#answerTokens, tokenCount);
    if (tokenCount > 0) this.#tokenMs = blend(this.#tokenMs, durationMs / tokenCount);
  }

  /**
   * Until a run starts that so many go before: each takes the slot that is free first, and begins to read when the one before it has. Null
   * while nothing was measured.
   */
  startsInMs(aheadCount: number, { freeCount, held, readingForMs }: PaceFacts): number | null {
    const [readMs, answerTokens] = [this.#readMs, this.#answerTokens];
    if (readMs === null || answerTokens === null) return null;
    const heldMs = readMs + answerTokens * (this.#tokenMs ?? 0);
    const frees = [
      ...Array.from({ length: freeCount }, () => 0),
      ...held.map((facts) => this.#leftMs(facts, readMs, answerTokens)),
    ];
    let startMs = readingForMs === null ? -readMs : Math.max(0, readMs - readingForMs) - readMs;
    for (let count = 0; count <= aheadCount; count += 1) {
      const firstFree = frees.indexOf(Math.min(...frees));
      startMs = Math.max(startMs + readMs, frees[firstFree] ?? 0);
      frees[firstFree] = startMs + heldMs;
    }
    return startMs;
  }

  #leftMs({ soFarMs, isTold, writtenTokens, mostTokens }: HeldFacts, readMs: number, answerTokens: number): number {
    // One that is longer than they mostly are goes on for who knows how long.
    const likely = writtenTokens < answerTokens ? answerTokens - writtenTokens : answerTokens / 2;
    const leftTokens = Math.max(0, Math.min(likely, (mostTokens ?? Number.POSITIVE_INFINITY) - writtenTokens));
    return (isTold ? 0 : Math.max(0, readMs - Math.max(0, soFarMs))) + leftTokens * (this.#tokenMs ?? 0);
  }
}

function blend(known: number | null, newest: number): number {
  return known === null ? Math.max(0, newest) : known + share * (Math.max(0, newest) - known);
}

/** What clients are told: none comes at once, and none too late to find out that it went quicker. */
export function retryAfterMs(waitMs: number | null, runCount = 1): number {
  return Math.min(mostMs, Math.max(leastMs, Math.round(waitMs ?? unknownMs * runCount)));
}
