// In: how far a step of provisioning has come. Out: plain events, and rate and remaining time from them. Renders nothing.

export type ProgressEvent =
  | {
      readonly kind: 'step-start';
      readonly label: string;
      readonly doneBytes: number;
      readonly totalBytes: number | null;
    }
  | { readonly kind: 'bytes'; readonly label: string; readonly doneBytes: number; readonly totalBytes: number | null }
  | {
      readonly kind: 'step-end';
      readonly label: string;
      readonly doneBytes: number;
      readonly totalBytes: number | null;
    }
  /** One line for the operator: what was chosen, skipped or waited for, and why. */
  | { readonly kind: 'notice'; readonly label: string; readonly message: string };

export type OnProgress = (event: ProgressEvent) => void;

/** How a long step is followed and ended. */
export interface Watch {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

export interface Pace {
  readonly bytesPerSecond: number;
  /** Null while nothing moves or the total is unknown. */
  readonly remainingMs: number | null;
}

/** Invariant: samples lie within the window, oldest first, so that the rate is that of the last seconds. */
export class TransferRate {
  readonly #windowMs: number;
  #samples: { readonly atMs: number; readonly doneBytes: number }[] = [];

  constructor(windowMs = 5000) {
    this.#windowMs = windowMs;
  }

  add(doneBytes: number, totalBytes: number | null, nowMs: number): Pace {
    this.#samples.push({ atMs: nowMs, doneBytes });
    while (this.#samples.length > 2 && (this.#samples[1]?.atMs ?? nowMs) < nowMs - this.#windowMs)
      this.#samples.shift();
    const oldest = this.#samples[0];
    const elapsedMs = oldest === undefined ? 0 : nowMs - oldest.atMs;
    const movedBytes = oldest === undefined ? 0 : doneBytes - oldest.doneBytes;
    const bytesPerSecond = elapsedMs <= 0 ? 0 : Math.max(0, (movedBytes * 1000) / elapsedMs);
    const remainingMs =
      totalBytes === null || bytesPerSecond === 0
        ? null
        : (Math.max(0, totalBytes - doneBytes) * 1000) / bytesPerSecond;
    return { bytesPerSecond, remainingMs };
  }
}
