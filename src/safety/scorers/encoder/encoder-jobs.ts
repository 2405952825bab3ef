// In: asks, each with texts and their windows. Out: which windows the network reads next, and an ask's outputs when its last window is read. Asks
// take turns batch by batch, so that a short text does not wait for the end of a long one. Knows no network.

/** A window: ids with their control tokens. */
export type Row = readonly number[];

interface Job {
  /** Of each text. */
  readonly windows: readonly (readonly Row[])[];
  /** Of each text, those that were read. */
  readonly outputs: readonly ArrayLike<number>[][];
  /** Where the next batch begins. */
  text: number;
  place: number;
}

/**
 * Of one text only: weights of one byte make what a window gives depend a little on what is read with it, and a text is to be judged alike
 * whoever else asks.
 */
export interface PlannedBatch {
  readonly ask: number;
  readonly text: number;
  readonly rows: readonly Row[];
}

/** Invariant: every window of an ask is planned once, in order, and an ask is gone when all are planned or nobody waits for it. */
export class EncoderJobs {
  /** In the order of their turns. */
  readonly #jobs = new Map<number, Job>();
  readonly #planned = new Map<number, { readonly job: Job; left: number }>();

  add(ask: number, windows: readonly (readonly Row[])[]): void {
    const left = windows.reduce((sum, { length }) => sum + length, 0);
    const job: Job = { windows, outputs: windows.map(() => []), text: 0, place: 0 };
    this.#planned.set(ask, { job, left });
    if (left > 0) this.#jobs.set(ask, job);
  }

  cancel(ask: number): void {
    this.#jobs.delete(ask);
    this.#planned.delete(ask);
  }

  /** Windows of at most so many tokens together, padding included, or one; null when all are planned. */
  plan(maxPaddedTokens: number): PlannedBatch | null {
    const [next] = this.#jobs;
    if (next === undefined) return null;
    const [ask, job] = next;
    this.#jobs.delete(ask);
    while (job.place === job.windows[job.text]?.length) {
      job.text += 1;
      job.place = 0;
    }
    const { text } = job;
    const rows: Row[] = [];
    let longest = 0;
    for (const row of job.windows[text]?.slice(job.place) ?? []) {
      longest = Math.max(longest, row.length);
      if (rows.length > 0 && longest * (rows.length + 1) > maxPaddedTokens) break;
      rows.push(row);
    }
    job.place += rows.length;
    const isLeft =
      job.place < (job.windows[text]?.length ?? 0) || job.windows.slice(text + 1).some(({ length }) => length > 0);
    // To the end of the line.
    if (isLeft) this.#jobs.set(ask, job);
    return { ask, text, rows };
  }

  /** The outputs of each of the ask's texts, when this was the last batch of them; else null. One output for each row of the batch. */
  read(
    { ask, text }: PlannedBatch,
    outputs: readonly ArrayLike<number>[],
  ): readonly (readonly ArrayLike<number>[])[] | null {
    const planned = this.#planned.get(ask);
    if (planned === undefined) return null;
    planned.job.outputs[text]?.push(...outputs);
    planned.left -= outputs.length;
    if (planned.left > 0) return null;
    this.#planned.delete(ask);
    return planned.job.outputs;
  }
}
