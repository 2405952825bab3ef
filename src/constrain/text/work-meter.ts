// In: how much work one schema, and all the schemas of one request, may cause. Out: a count that ends with a fault when either is used
// up. Knows no kind of work.

/** What is left for all the schemas of one request. */
export interface WorkBudget {
  left: number;
}

/** One unit is about one step of an inner loop: some tens of nanoseconds. */
export class WorkMeter {
  readonly #own: WorkBudget;
  readonly #shared: WorkBudget;
  readonly #onExhausted: () => never;

  constructor(units: number, onExhausted: () => never, shared: WorkBudget = { left: units }) {
    this.#own = { left: units };
    this.#shared = shared;
    this.#onExhausted = onExhausted;
  }

  spend(units: number): void {
    this.#own.left -= units;
    this.#shared.left -= units;
    if (this.#own.left < 0 || this.#shared.left < 0) this.#onExhausted();
  }
}
