// In: a run, once it is begun. Out: its deltas from the first on for any number of readers; it ends when it is over, or when the last reader
// has left. Pulled by the reader that is ahead: nothing is computed that nobody waits for. Knows no prompt.
import type { ChoiceDelta } from '../contract/dispatch.ts';

/** How it ended: with all that was to come, or with an error. */
export type RunEnd = { readonly isWhole: true } | { readonly isWhole: false; readonly error: unknown };

/** Made once: an error made for each run costs a tenth of a millisecond. */
const nobodyReads = new Error('Nobody reads the run any more.');

export class SharedRun {
  // Invariant: whoever has joined and not left is in #readerCount; without readers the run is closed, and so it is once it has ended.
  readonly #deltas: ChoiceDelta[] = [];
  readonly #ending = new AbortController();
  readonly #source: AsyncIterator<ChoiceDelta>;
  readonly #onClose: () => void;
  #readerCount = 0;
  #end: RunEnd | null = null;
  #pulling: Promise<void> | null = null;
  #closing: Promise<unknown> | null = null;

  /** Throws what `begin` throws. */
  constructor(begin: (signal: AbortSignal) => AsyncIterable<ChoiceDelta>, onClose: () => void) {
    this.#source = begin(this.#ending.signal)[Symbol.asyncIterator]();
    this.#onClose = onClose;
  }

  get hasBegun(): boolean {
    return this.#deltas.length > 0;
  }

  /** Null while the run has not ended; what came before the end is still to be read. */
  get end(): RunEnd | null {
    return this.#end;
  }

  delta(index: number): ChoiceDelta | undefined {
    return this.#deltas[index];
  }

  join(): void {
    this.#readerCount += 1;
  }

  /** Resolves when the engine has let go of the run, where this was the last reader. */
  async leave(reason: unknown = nobodyReads): Promise<void> {
    this.#readerCount -= 1;
    if (this.#readerCount > 0) return;
    if (this.#end === null) this.#onClose();
    this.#ending.abort(reason);
    this.#closing ??= this.#source.return?.().catch(() => undefined) ?? Promise.resolve();
    await this.#closing;
  }

  /** Resolves when there is more to read, or the end. */
  pull(): Promise<void> {
    this.#pulling ??= this.#pullOne().finally(() => {
      this.#pulling = null;
    });
    return this.#pulling;
  }

  async #pullOne(): Promise<void> {
    if (this.#end !== null) return;
    try {
      const result = await this.#source.next();
      if (result.done === true) this.#over({ isWhole: true });
      else this.#deltas.push(result.value);
    } catch (error) {
      this.#over({ isWhole: false, error });
    }
  }

  #over(end: RunEnd): void {
    this.#end = end;
    if (this.#readerCount > 0) this.#onClose();
  }
}
