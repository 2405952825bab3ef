// In: steps of work of several asks. Out: the steps done one at a time, in the order they came: an ask that brings its steps one by
// one takes turns with the others. Knows nothing of the work.

/** Invariant: `#last` settles when everything that was brought so far has ended, and never rejects. */
export class FairLane {
  #last: Promise<unknown> = Promise.resolve();

  /** A step whose signal is aborted when its turn comes is not done. */
  step<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
