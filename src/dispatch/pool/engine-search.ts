// In: a pool's engines, a key, and what became of each try. Out: the engine to try next, or the Fault that sums them up. Reaches no engine.
import { Fault, isEngineGone } from '../../contract/fault.ts';
import type { Choice, Fleet } from './fleet.ts';

export interface SearchAsk {
  readonly engineIds: readonly string[];
  readonly key: string;
  /** An engine among them that comes back by itself when it has died; null where there is none. */
  readonly ownEngineId: string | null;
  readonly fleet: Fleet;
  nowMs(): number;
}

export interface NextEngine {
  readonly id: string;
  /** It is not well, but will be: it is to be waited for. */
  readonly isAwaited: boolean;
}

interface Failure {
  readonly id: string;
  readonly fault: Fault;
}

/** Failures that say nothing against the request: another engine may well answer it. */
export function mayMoveOn(error: unknown): error is Fault {
  return (
    isEngineGone(error) ||
    (error instanceof Fault && ['rate_limit_exceeded', 'engine_error', 'timeout'].includes(error.code))
  );
}

export class EngineSearch {
  readonly #ask: SearchAsk;
  readonly #excluded = new Set<string>();
  readonly #failures: Failure[] = [];
  #isSecondRound = false;
  #isOwnAwaited = false;

  constructor(ask: SearchAsk) {
    this.#ask = ask;
  }

  /** Throws the Fault for the client where there is none left. */
  next(load: number): NextEngine {
    const choice = this.#choose(load);
    if (choice.kind === 'engine') return { id: choice.id, isAwaited: false };
    // Whoever was merely gone may be back, as behind a connection that had grown old.
    if (!this.#isSecondRound && this.#failures.some(({ fault }) => isEngineGone(fault))) {
      this.#isSecondRound = true;
      for (const { id, fault } of this.#failures) if (isEngineGone(fault)) this.#excluded.delete(id);
      return this.next(load);
    }
    const { ownEngineId, fleet } = this.#ask;
    if (ownEngineId !== null && !this.#isOwnAwaited && !fleet.isDrained(ownEngineId)) {
      this.#isOwnAwaited = true;
      return { id: ownEngineId, isAwaited: true };
    }
    throw this.#conclusion(choice);
  }

  failed(id: string, fault: Fault): void {
    this.#excluded.add(id);
    this.#failures.push({ id, fault });
  }

  /** It cannot answer what another one prepared. */
  passOver(id: string): void {
    this.#excluded.add(id);
  }

  #choose(load: number): Choice {
    const { engineIds, key, fleet } = this.#ask;
    return fleet.choose({ ids: engineIds, key, excluded: this.#excluded, load, nowMs: this.#ask.nowMs() });
  }

  /** Busy wherever one engine is merely busy: that passes. Otherwise what the last one said. */
  #conclusion(choice: Extract<Choice, { kind: 'none' }>): Fault {
    const [last] = this.#failures.slice(-1);
    const waits = this.#failures.flatMap(({ fault }) =>
      fault.code === 'rate_limit_exceeded' ? (fault.retryAfterMs ?? []) : [],
    );
    const cause = this.#cause();
    const untilMs = choice.retryAtMs === null ? null : Math.max(0, choice.retryAtMs - this.#ask.nowMs());
    if (waits.length > 0 || choice.reason === 'busy') {
      const retryAfterMs = Math.min(...waits, choice.reason === 'busy' ? (untilMs ?? Infinity) : Infinity);
      const message = 'Every engine of this deployment is busy. Please try again shortly.';
      return new Fault('rate_limit_exceeded', message, { retryAfterMs, cause });
    }
    // Where engines are is for the log only.
    if (last !== undefined && last.fault.code !== 'engine_unavailable')
      return new Fault(last.fault.code, last.fault.message, { cause });
    const message = 'No engine of this deployment is available. Please try again later.';
    return new Fault('engine_unavailable', message, { cause, ...(untilMs === null ? {} : { retryAfterMs: untilMs }) });
  }

  /** For the log: which engine failed in what way, and what state the others are in. */
  #cause(): Error {
    const { engineIds, fleet } = this.#ask;
    const failed = this.#failures.map(({ id, fault }) => `${id}: ${fault.code}, ${fault.message}${causeOf(fault)}`);
    const others = engineIds
      .filter((id) => !this.#failures.some((failure) => failure.id === id))
      .map((id) => `${id}: ${fleet.status(id, this.#ask.nowMs())?.availability ?? 'unknown'}`);
    return new Error([...failed, ...others].join('; '));
  }
}

function causeOf({ cause }: Fault): string {
  return cause instanceof Error ? ` (${cause.message})` : '';
}
