// In: when a request began, how long its answer may take, and how long its client waits. Out: when nobody wants the answer any more, and a
// signal that says so then, or when the client has left. Knows no queue and no header.
import type { Clock } from '../base/clock.ts';
import { Fault } from '../contract/fault.ts';

export interface TimeLimits {
  readonly begunMs: number;
  /** From the begin to the end of the answer; null: as long as it takes. */
  readonly answerMs: number | null;
  readonly patienceMs: number | null;
  /** A stream is kept open by heartbeats, so its client has no need of patience. */
  readonly isStream: boolean;
}

export interface LimitedTime {
  /** Milliseconds since the epoch; null where there is no limit. */
  readonly wantedUntilMs: number | null;
  readonly signal: AbortSignal;
}

/** A client's own clock began later than ours: it shall find itself out of patience, not be told so. One that left unseen is let go after this. */
const graceMs = 1000;

/** The client's signal is aborted at the end of every request: the timer does not outlive it. */
export function limitTime(limits: TimeLimits, client: AbortSignal, clock: Pick<Clock, 'nowMs' | 'after'>): LimitedTime {
  const { begunMs, answerMs } = limits;
  const patienceMs = limits.isStream ? null : limits.patienceMs;
  const longestMs = Math.min(answerMs ?? Infinity, patienceMs ?? Infinity);
  if (longestMs === Infinity || client.aborted) return { wantedUntilMs: null, signal: client };
  const wantedUntilMs = begunMs + longestMs;
  const endMs = begunMs + Math.min(answerMs ?? Infinity, (patienceMs ?? Infinity) + graceMs);
  const ending = new AbortController();
  const cancel = clock.after(Math.max(0, endMs - clock.nowMs()), () => {
    const whose = longestMs === answerMs ? 'The answer took longer than it may' : 'The client waits no longer';
    ending.abort(new Fault('request_timeout', `${whose}: ${longestMs / 1000} s. Please try again.`));
  });
  client.addEventListener('abort', cancel, { once: true });
  return { wantedUntilMs, signal: AbortSignal.any([client, ending.signal]) };
}
