// In: how much work one schema may cause. Out: a count that ends with a fault when it is used up. Knows no kind of work.

/** One unit is about one step of an inner loop: some tens of nanoseconds. */
export class WorkMeter {
  #left: number;
  readonly #onExhausted: () => never;

  constructor(units: number, onExhausted: () => never) {
    this.#left = units;
    this.#onExhausted = onExhausted;
  }

  spend(units: number): void {
    this.#left -= units;
    if (this.#left < 0) this.#onExhausted();
  }
}
