// In: a run that others may read too. Out: its deltas for one of them, from the first on, until the end, its signal, or its own leaving.
import type { ChoiceDelta } from '../contract/dispatch.ts';
import type { SharedRun } from './shared-run.ts';

export class RunReader implements AsyncIterator<ChoiceDelta, undefined> {
  // Invariant: it has joined the run, and leaves it once.
  readonly #run: SharedRun;
  readonly #signal: AbortSignal;
  readonly #asRead: (delta: ChoiceDelta) => ChoiceDelta;
  #index = 0;
  #leaving: Promise<void> | null = null;

  constructor(run: SharedRun, signal: AbortSignal, asRead: (delta: ChoiceDelta) => ChoiceDelta) {
    this.#run = run;
    this.#signal = signal;
    this.#asRead = asRead;
    run.join();
    // Also where nobody ever reads.
    signal.addEventListener('abort', this.#leave, { once: true });
  }

  async next(): Promise<IteratorResult<ChoiceDelta, undefined>> {
    for (;;) {
      if (this.#signal.aborted) {
        await this.#leave();
        throw this.#signal.reason;
      }
      if (this.#leaving !== null) return { done: true, value: undefined };
      const delta = this.#run.delta(this.#index);
      if (delta !== undefined) {
        this.#index += 1;
        return { done: false, value: this.#asRead(delta) };
      }
      const { end } = this.#run;
      if (end !== null) {
        await this.#leave();
        if (end.isWhole) return { done: true, value: undefined };
        throw end.error;
      }
      await this.#more();
    }
  }

  async return(): Promise<IteratorResult<ChoiceDelta, undefined>> {
    await this.#leave();
    return { done: true, value: undefined };
  }

  /** The run may go on for others for a long time: who leaves does not wait for it. */
  #more(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#signal.addEventListener('abort', wake);
      void this.#run.pull().then(wake);
    });
  }

  readonly #leave = (): Promise<void> => {
    this.#signal.removeEventListener('abort', this.#leave);
    this.#leaving ??= this.#run.leave(this.#signal.reason);
    return this.#leaving;
  };
}
