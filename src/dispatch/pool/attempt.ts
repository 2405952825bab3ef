// In: one run on one engine of a fleet, from its begin on. Out: its end told to the fleet and the observer, once. Knows no answer.
import type { Clock } from '../../base/clock.ts';
import type { AttemptEnd } from '../../contract/engine-pool.ts';
import { Fault } from '../../contract/fault.ts';
import type { Observer } from '../../contract/observer.ts';
import { mayMoveOn } from './engine-search.ts';
import type { Fleet } from './fleet.ts';

export interface AttemptParts {
  readonly id: string;
  readonly load: number;
  readonly fleet: Fleet;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly observer: Observer;
}

export class Attempt {
  readonly #parts: AttemptParts;
  readonly #run: number;
  readonly #begunMs: number;
  #firstDeltaMs: number | null = null;
  #end: AttemptEnd | null = null;
  #fault: Fault | null = null;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
    this.#begunMs = parts.clock.nowMs();
    this.#run = parts.fleet.begin(parts.id, parts.load, this.#begunMs);
  }

  get isShown(): boolean {
    return this.#firstDeltaMs !== null;
  }

  /** A piece of the answer goes to the client. */
  show(): void {
    this.#firstDeltaMs ??= this.#parts.clock.nowMs() - this.#begunMs;
  }

  answer(): void {
    this.#end = 'answered';
  }

  /** `isTaken`: the engine had the request; otherwise our own queue for it was full. */
  fail(error: unknown, isTaken: boolean): void {
    this.#fault = error instanceof Fault ? error : null;
    if (!mayMoveOn(error)) this.#end = 'given-up';
    else if (error.code === 'rate_limit_exceeded') this.#end = isTaken ? 'busy' : 'given-up';
    // Before any text it may be the request's fault; then all engines refuse it, and one bad request must not take them all out.
    else this.#end = error.code === 'engine_error' && !this.isShown ? 'given-up' : 'failed';
  }

  /** Another engine answered what this one refused, so it was its own fault. */
  blame(): void {
    const { id, fleet, clock } = this.#parts;
    fleet.end(fleet.begin(id, 0, clock.nowMs()), 'failed', clock.nowMs());
  }

  /** Where nothing else was said, the client left: once text has come, the engine had done its part. */
  close(): void {
    const { id, fleet, clock, observer } = this.#parts;
    const nowMs = clock.nowMs();
    const end = this.#end ?? (this.isShown ? 'answered' : 'given-up');
    fleet.end(this.#run, end, nowMs, this.#fault?.retryAfterMs ?? 0);
    observer.emit({
      kind: 'engine-attempt',
      engineId: id,
      end: this.#fault?.code === 'engine_error' ? 'failed' : end,
      faultCode: this.#fault?.code ?? null,
      firstDeltaMs: this.#firstDeltaMs,
      durationMs: nowMs - this.#begunMs,
    });
  }
}
