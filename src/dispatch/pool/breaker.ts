// In: how the runs of one engine ended, and the time. Out: whether it may get another. A pure state machine; knows no engine.

export interface BreakerSettings {
  /** So many failures in a row open it. */
  readonly failuresToOpen: number;
  /** How long it stays open the first time; each further time twice as long. */
  readonly openMs: number;
  readonly longestOpenMs: number;
}

/**
 * Closed, it lets all through. Open, none. When its time is over it is half-open: one run goes through, and its end decides.
 * Invariant: #probe is a run only while the breaker is open or half-open.
 */
export class Breaker {
  readonly #settings: BreakerSettings;
  #failures = 0;
  #openings = 0;
  #openUntilMs: number | null = null;
  #probe: number | null = null;

  constructor(settings: BreakerSettings) {
    this.#settings = settings;
  }

  get failuresInRow(): number {
    return this.#failures;
  }

  get openUntilMs(): number | null {
    return this.#openUntilMs;
  }

  state(nowMs: number): 'closed' | 'open' | 'half-open' {
    if (this.#openUntilMs === null) return 'closed';
    return nowMs < this.#openUntilMs ? 'open' : 'half-open';
  }

  mayTry(nowMs: number): boolean {
    const state = this.state(nowMs);
    return state === 'closed' || (state === 'half-open' && this.#probe === null);
  }

  begin(run: number, nowMs: number): void {
    if (this.state(nowMs) === 'half-open') this.#probe = run;
  }

  end(run: number, end: 'answered' | 'failed' | 'given-up', nowMs: number): void {
    const isProbe = this.#probe === run;
    if (isProbe) this.#probe = null;
    if (end === 'answered') this.reset();
    if (end !== 'failed') return;
    this.#failures += 1;
    // What was under way when it opened tells nothing new.
    if (isProbe || (this.#openUntilMs === null && this.#failures >= this.#settings.failuresToOpen)) this.#open(nowMs);
  }

  /** There is reason to believe that it is well: the next run will show it. */
  hope(nowMs: number): void {
    if (this.#openUntilMs !== null) this.#openUntilMs = Math.min(this.#openUntilMs, nowMs);
  }

  reset(): void {
    this.#failures = 0;
    this.#openings = 0;
    this.#openUntilMs = null;
    this.#probe = null;
  }

  #open(nowMs: number): void {
    const { openMs, longestOpenMs } = this.#settings;
    this.#openUntilMs = nowMs + Math.min(openMs * 2 ** this.#openings, longestOpenMs);
    this.#openings += 1;
  }
}
