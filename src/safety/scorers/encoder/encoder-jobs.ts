// In: asks, each with its windows. Out: which windows the network reads next, and an ask's outputs when its last window is read. Asks take
// turns window by window, so that a short text does not wait for the end of a long one, and short ones are read together. Knows no network.

interface Job {
  readonly windows: readonly (readonly number[])[];
  readonly outputs: ArrayLike<number>[];
  next: number;
  readCount: number;
}

export interface PlannedWindow {
  readonly ask: number;
  readonly place: number;
  readonly row: readonly number[];
}

/** Invariant: every window of an ask is planned once, and an ask is gone when all its windows are read or nobody waits for it. */
export class EncoderJobs {
  /** In the order of their turns. */
  readonly #jobs = new Map<number, Job>();

  /** At least one window. */
  add(ask: number, windows: readonly (readonly number[])[]): void {
    this.#jobs.set(ask, { windows, outputs: [], next: 0, readCount: 0 });
  }

  cancel(ask: number): void {
    this.#jobs.delete(ask);
  }

  /** Windows of together at most so many tokens, padding included, or one window; none when all are planned. */
  plan(maxPaddedTokens: number): readonly PlannedWindow[] {
    const batch: PlannedWindow[] = [];
    let longest = 0;
    for (;;) {
      let isGrown = false;
      for (const [ask, job] of [...this.#jobs]) {
        const row = job.windows[job.next];
        if (row === undefined) continue;
        const width = Math.max(longest, row.length);
        if (batch.length > 0 && width * (batch.length + 1) > maxPaddedTokens) return batch;
        batch.push({ ask, place: job.next, row });
        longest = width;
        job.next += 1;
        isGrown = true;
        // To the end of the line.
        this.#jobs.delete(ask);
        this.#jobs.set(ask, job);
      }
      if (!isGrown) return batch;
    }
  }

  /** The outputs of all of the ask's windows, in their order, when this was the last of them; else null. */
  read({ ask, place }: PlannedWindow, outputs: ArrayLike<number>): readonly ArrayLike<number>[] | null {
    const job = this.#jobs.get(ask);
    if (job === undefined) return null;
    job.outputs[place] = outputs;
    job.readCount += 1;
    if (job.readCount < job.windows.length) return null;
    this.#jobs.delete(ask);
    return job.outputs;
  }
}
