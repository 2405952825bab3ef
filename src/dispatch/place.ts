// In: one run's request, and who is told what becomes of it. Out: its turn, which may come more than once, and its end, which comes once.
// Knows no engine and no schedule.
import type { TokenId } from '../contract/engine.ts';
import type { Fault } from '../contract/fault.ts';
import type { RunRequest, RunStart, ScheduleEvent } from '../schedule/schedule-messages.ts';

export interface Turn extends RunStart {
  /** Aborted when the run shall end its call and wait for another turn; never once text was shown. */
  readonly interruption: AbortSignal;
}

/** Made once: an error made for each run costs a tenth of a millisecond. */
const placeIsGivenBack = new Error('The place was given back.');
const isInterrupted = new Error('The run shall wait for another turn.');

export class Place {
  readonly request: RunRequest;
  /** By which the engine's weights are changed for it. */
  readonly adapter: string | null;
  readonly #tell: (event: ScheduleEvent) => void;
  readonly #leaving = new AbortController();
  #turn = Promise.withResolvers<Turn>();
  #interruption = new AbortController();
  /** Whether the run has its turn: then it gives the place back itself, after the engine let go of it. */
  #isRunning = false;
  #isTold = false;
  #isGivenBack = false;

  constructor(request: RunRequest, adapter: string | null, tell: (event: ScheduleEvent) => void) {
    this.request = request;
    this.adapter = adapter;
    this.#tell = tell;
    this.#turn.promise.catch(() => undefined);
  }

  /** Aborted when the place is given back: what is computed for it is of no use any more. */
  get leaving(): AbortSignal {
    return this.#leaving.signal;
  }

  /** Resolves when the run's turn has come; rejects with the signal's reason when it gave up before. */
  turn(): Promise<Turn> {
    return this.#turn.promise;
  }

  giveUpAt(signal: AbortSignal): void {
    const giveUp = () => {
      if (!this.#isRunning) this.giveBack(null);
      this.#turn.reject(signal.reason);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    this.#leaving.signal.addEventListener('abort', () => signal.removeEventListener('abort', giveUp), { once: true });
  }

  begin(start: RunStart): void {
    this.#isRunning = true;
    this.#turn.resolve({ ...start, interruption: this.#interruption.signal });
  }

  interrupt(): void {
    if (!this.#isTold) this.#interruption.abort(isInterrupted);
  }

  /** The run has ended its call, as it was told, and waits again. */
  interrupted(): void {
    this.#isRunning = false;
    this.#interruption = new AbortController();
    this.#turn = Promise.withResolvers();
    this.#turn.promise.catch(() => undefined);
    this.#tell({ kind: 'interrupted', runId: this.request.runId });
  }

  /** The schedule has ended it: its turn never comes. */
  expire(fault: Fault): void {
    this.#isGivenBack = true;
    this.#leaving.abort();
    this.#turn.reject(fault);
  }

  progressed(tokenCount: number): void {
    this.#tell({ kind: 'progressed', runId: this.request.runId, tokenCount });
  }

  /** Text was shown. */
  told(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#tell({ kind: 'told', runId: this.request.runId });
  }

  /** So many tokens of the answer came. */
  wrote(tokenCount: number): void {
    this.#tell({ kind: 'wrote', runId: this.request.runId, tokenCount });
  }

  /** Frees the slot or the place in the queue. Only the first call counts. */
  giveBack(heldTokens: readonly TokenId[] | null): void {
    if (this.#isGivenBack) return;
    this.#isGivenBack = true;
    this.#leaving.abort(placeIsGivenBack);
    this.#tell({ kind: 'ended', runId: this.request.runId, heldTokens });
  }
}
