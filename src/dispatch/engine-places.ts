// In: the pure schedule of one engine, and the engine's store of states. Out: places that a run can wait for and give back exactly once; what
// the schedule says is carried out between. Knows no dialect and no request.
import type { Clock } from '../base/clock.ts';
import type { Engine, TokenId } from '../contract/engine.ts';
import { Fault, isEngineGone } from '../contract/fault.ts';
import type { Observer } from '../contract/observer.ts';
import { RunSchedule } from '../schedule/run-schedule.ts';
import type { Command, RunRequest, ScheduleEvent } from '../schedule/schedule-messages.ts';
import { Place } from './place.ts';

export interface PlacesOptions {
  readonly engine: Pick<Engine, 'id' | 'states'>;
  readonly slotCount: number;
  /** Runs that may wait for a slot. */
  readonly queueLength: number;
  /** Of prompts, in one step of the engine; null where that is not known. */
  readonly stepTokens: number | null;
  readonly observer: Observer;
  readonly clock: Pick<Clock, 'nowMs' | 'after'>;
}

export interface RunAsk extends Omit<RunRequest, 'runId'> {
  /** Nobody wants the answer behind it, and whoever would start later is refused; null where that is not known. */
  readonly wantedUntilMs: number | null;
  readonly adapter: string | null;
}

export class EnginePlaces {
  // Invariant: #places holds the places that were not given back, which are the schedule's runs but for those that leave.
  readonly #options: PlacesOptions;
  readonly #schedule: RunSchedule;
  readonly #places = new Map<number, Place>();
  #nextRunId = 1;
  /** When the schedule wants to be told the time, and what to call where that is no more. */
  #alarm: { readonly atMs: number; readonly cancel: () => void } | null = null;

  constructor(options: PlacesOptions) {
    const { states } = options.engine;
    this.#options = options;
    this.#schedule = new RunSchedule({
      slotCount: options.slotCount,
      queueLength: options.queueLength,
      stepTokens: options.stepTokens,
      keeping: states === undefined || states.budgetBytes === 0 ? null : states,
    });
  }

  /** All places or none: `rate_limit_exceeded` when the queue cannot take them, or their turns would come too late. */
  take(count: number, ask: RunAsk, signal: AbortSignal): readonly Place[] {
    // An aborted signal tells nobody any more: the place would be held until its turn came.
    signal.throwIfAborted();
    this.checkRoom(count, ask);
    const { wantedUntilMs: _, adapter, ...request } = ask;
    const places = Array.from({ length: count }, () => {
      const runId = this.#nextRunId++;
      const place = new Place({ runId, ...request }, adapter, (event) => this.#handle(event));
      this.#places.set(runId, place);
      return place;
    });
    this.#handle({ kind: 'submitted', requests: places.map((place) => place.request) });
    for (const place of places) place.giveUpAt(signal);
    return places;
  }

  /** Throws `rate_limit_exceeded` where `take` would. */
  checkRoom(
    count: number,
    ask: Omit<RunAsk, 'partition' | 'isDivisible' | 'isRepeatable' | 'mostTokens' | 'adapter'>,
  ): void {
    const { admission } = this.#schedule;
    const nowMs = this.#options.clock.nowMs();
    if (!admission.hasRoomFor(count, ask.weight)) {
      throw new Fault('rate_limit_exceeded', 'The server is busy: its queue is full. Please try again shortly.', {
        retryAfterMs: admission.roomAfterMs(count, ask.weight, nowMs),
      });
    }
    const startByMs = Math.min(ask.startByMs ?? Infinity, ask.wantedUntilMs ?? Infinity);
    const retryAfterMs = admission.tooLateUntilMs(ask, startByMs, nowMs);
    if (retryAfterMs === null) return;
    const message = 'The server is busy: the request would wait longer than it may. Please try again shortly.';
    throw new Fault('rate_limit_exceeded', message, { retryAfterMs });
  }

  /** Resolves when what an earlier life kept is known. */
  async open(): Promise<void> {
    const found = await this.#options.engine.states?.found().catch(() => []);
    if (found !== undefined && found.length > 0) this.#handle({ kind: 'found', states: found });
  }

  /** Keeps what idle slots hold, where it is found again. */
  async close(): Promise<void> {
    const { states } = this.#options.engine;
    if (states?.isPersistent !== true) return;
    await Promise.all(
      this.#schedule.handle({ kind: 'closing' }, this.#options.clock.nowMs()).map((command) => this.#carryOut(command)),
    );
    await states.settled();
  }

  forgetContents(): void {
    this.#handle({ kind: 'engine-lost' });
  }

  #handle(event: ScheduleEvent): void {
    // Comes with every token, and asks for nothing.
    if (event.kind === 'wrote') {
      this.#schedule.handle(event, this.#options.clock.nowMs());
      return;
    }
    const { waiting, running } = this.#schedule;
    if (event.kind === 'ended') this.#places.delete(event.runId);
    for (const command of this.#schedule.handle(event, this.#options.clock.nowMs())) void this.#carryOut(command);
    this.#setAlarm();
    if (this.#schedule.waiting === waiting && this.#schedule.running === running) return;
    const { engine, slotCount, observer } = this.#options;
    const now = { waiting: this.#schedule.waiting, running: this.#schedule.running };
    observer.emit({ kind: 'queue-changed', engineId: engine.id, ...now, slotCount });
  }

  async #carryOut(command: Command): Promise<void> {
    if (command.kind === 'start') return this.#places.get(command.runId)?.begin(command);
    if (command.kind === 'interrupt') return this.#places.get(command.runId)?.interrupt();
    if (command.kind === 'expire') return this.#expire(command.runId);
    const { states } = this.#options.engine;
    if (states === undefined) return;
    if (command.kind === 'drop') return states.drop(command.stateId).catch(() => undefined);
    if (command.kind === 'keep') await this.#orNull(states.save(command.slot, command.state));
    else if (command.kind === 'save') {
      const { runId, slot, state } = command;
      const sizeBytes = await this.#orNull(states.save(slot, state));
      this.#handle({ kind: 'saved', runId, sizeBytes });
      this.#reportPrepared('save', sizeBytes !== null);
    } else if (command.kind === 'restore') {
      const { runId, slot, stateId } = command;
      const adapter = this.#places.get(runId)?.adapter ?? null;
      const outcome = await states.restore(slot, stateId, adapter).then(
        () => 'done' as const,
        (error: unknown) => (this.#isEngineLost(error) ? 'lost' : 'refused'),
      );
      this.#handle({ kind: 'restored', runId, outcome });
      this.#reportPrepared('restore', outcome === 'done');
    } else {
      const isDone = await this.#prefill(command);
      this.#handle({ kind: 'prefilled', runId: command.runId, isDone });
      this.#reportPrepared('prefill', isDone);
    }
  }

  #setAlarm(): void {
    const atMs = this.#schedule.nextStartByMs;
    if (atMs === (this.#alarm?.atMs ?? null)) return;
    this.#alarm?.cancel();
    this.#alarm = atMs === null ? null : { atMs, cancel: this.#alarmAt(atMs) };
  }

  /** Timers may be early by a little. */
  #alarmAt(atMs: number): () => void {
    const { clock } = this.#options;
    return clock.after(Math.max(1, atMs - clock.nowMs()), () => {
      this.#alarm = null;
      this.#handle({ kind: 'time-passed' });
    });
  }

  #expire(runId: number): void {
    const place = this.#places.get(runId);
    this.#places.delete(runId);
    place?.expire(new Fault('request_timeout', 'The request waited in the queue as long as it may. Please try again.'));
  }

  #reportPrepared(work: 'prefill' | 'save' | 'restore', isDone: boolean): void {
    const { engine, observer } = this.#options;
    observer.emit({ kind: 'slot-prepared', engineId: engine.id, work, isDone, keptBytes: this.#schedule.keptBytes });
  }

  async #prefill(command: Extract<Command, { kind: 'prefill' }>): Promise<boolean> {
    const { runId, slot, tokenCount, isCacheReused } = command;
    const place = this.#places.get(runId);
    const { states } = this.#options.engine;
    if (place === undefined || states === undefined) return false;
    const tokens: readonly TokenId[] = place.request.tokens.slice(0, tokenCount);
    const onPromptProgress = (known: number) => this.#handle({ kind: 'progressed', runId, tokenCount: known });
    const { adapter } = place;
    const prefilled = states.prefill({ tokens, slot, isCacheReused, adapter, onPromptProgress }, place.leaving);
    return (await this.#orNull(prefilled.then(() => true))) ?? false;
  }

  async #orNull<Value>(work: Promise<Value>): Promise<Value | null> {
    return work.catch((error: unknown) => {
      this.#isEngineLost(error);
      return null;
    });
  }

  #isEngineLost(error: unknown): boolean {
    if (!isEngineGone(error)) return false;
    this.#handle({ kind: 'engine-lost' });
    return true;
  }
}
