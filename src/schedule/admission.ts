// In: the slots, the queue, and how long runs took. Out: whether a run that came now would find room and start in time, and when it had better
// come; whether a slot is for it. Changes nothing.
import type { FairQueue } from './fair-queue.ts';
import { type PaceFacts, type RunPace, retryAfterMs } from './run-pace.ts';
import type { RunRequest } from './schedule-messages.ts';
import { type Run, type Slot, unread } from './schedule-records.ts';
import type { Slots } from './slots.ts';

export interface AdmissionPorts {
  readonly slots: Slots;
  readonly queue: FairQueue<Run>;
  readonly pace: RunPace;
  /** Runs that have slots or wait. */
  readonly capacity: number;
  /** Tokens of prompts in one step of the engine; null where it does not tell. */
  readonly stepTokens: number | null;
}

/** A prompt that takes so many times as long can wait for the shorter one. */
const muchShorter = 4;
/** What an answer costs beside its prompt, in tokens; how long it becomes is not known. */
const answerCost = 256;

export function shareOf({ tokens, weight }: Pick<RunRequest, 'tokens' | 'weight'>): { cost: number; weight: number } {
  return { cost: tokens.length + answerCost, weight };
}

function slotNumber({ slot }: Run): number {
  return slot?.number ?? 0;
}

export class Admission {
  readonly #ports: AdmissionPorts;

  constructor(ports: AdmissionPorts) {
    this.#ports = ports;
  }

  /**
   * Whether so many more runs of a weight could be submitted now: free slots first, then places in the queue. What has less weight takes no
   * place from what has more.
   */
  hasRoomFor(runCount: number, weight: number): boolean {
    return this.#excess(runCount, weight) <= 0;
  }

  /** When there may be room for so many. */
  roomAfterMs(runCount: number, weight: number, nowMs: number): number {
    const excess = this.#excess(runCount, weight);
    return retryAfterMs(this.#ports.pace.startsInMs(excess - 1, this.#paceFacts(false, nowMs)), excess);
  }

  /** Null, unless a run that came now would start too late, as runs go at present: then, when it had better come. */
  tooLateUntilMs(
    request: Pick<RunRequest, 'tokens' | 'flow' | 'weight' | 'isBackground'>,
    startByMs: number,
    nowMs: number,
  ): number | null {
    const { pace, queue } = this.#ports;
    const facts = this.#paceFacts(request.isBackground, nowMs);
    if (facts.freeCount > 0 && facts.readingForMs === null) return null;
    const waitMs = pace.startsInMs(queue.aheadOf(request.flow, shareOf(request)), facts);
    const leftMs = startByMs - nowMs;
    return waitMs !== null && waitMs > leftMs ? retryAfterMs(waitMs - leftMs) : null;
  }

  /** Where there are several slots, the last free one is not for the background: whoever comes next need not wait for an answer to end. */
  isFor({ isBackground }: Pick<RunRequest, 'isBackground'>, free: readonly Slot[]): boolean {
    return free.length > (isBackground && this.#ports.slots.all.length > 1 ? 1 : 0);
  }

  /** Whether the prompts under way fill the engine's next step. */
  isReading(): boolean {
    const { stepTokens } = this.#ports;
    return stepTokens !== null && this.#unreadTokens() >= stepTokens;
  }

  /** Of free slots those that the engine reads before the prompts under way: it goes in the order of its slots. */
  readFirst(free: readonly Slot[]): readonly Slot[] {
    const first = Math.min(...this.#reading().map(slotNumber));
    return free.filter(({ number }) => number < first);
  }

  /** Of free slots those that it reads behind them. */
  readLast(free: readonly Slot[]): readonly Slot[] {
    const last = Math.max(...this.#reading().map(slotNumber));
    return free.filter(({ number }) => number > last);
  }

  /**
   * Whether a prompt with so much to compute would keep others in the slot from being read: it comes before them, they do not all fit in a step,
   * and it is not so short beside each one that it shall pass.
   */
  delays({ number }: Slot, tokenCount: number): boolean {
    const { stepTokens } = this.#ports;
    if (stepTokens === null || this.#unreadTokens() + tokenCount <= stepTokens) return false;
    const behind = this.#reading().filter((run) => slotNumber(run) > number);
    return behind.some((run) => tokenCount * muchShorter > unread(run));
  }

  #unreadTokens(): number {
    return this.#reading().reduce((sum, run) => sum + unread(run), 0);
  }

  #reading(): readonly Run[] {
    return this.#running().filter((run) => unread(run) > 0);
  }

  #running(): readonly Run[] {
    return this.#ports.slots.all.flatMap(({ run }) => run ?? []);
  }

  #excess(runCount: number, weight: number): number {
    const { queue, capacity } = this.#ports;
    const waiting = queue.items().filter(({ request }) => request.weight >= weight);
    return this.#running().length + waiting.length + runCount - capacity;
  }

  #paceFacts(isBackground: boolean, nowMs: number): PaceFacts {
    const free = this.#ports.slots.free();
    return {
      freeCount: this.isFor({ isBackground }, free) ? free.length : 0,
      held: this.#running().map(({ sinceMs, isTold, writtenTokens, request: { mostTokens } }) => ({
        ...{ soFarMs: nowMs - sinceMs, isTold, writtenTokens, mostTokens },
      })),
      readingForMs: this.isReading() ? nowMs - Math.max(...this.#reading().map(({ sinceMs }) => sinceMs)) : null,
    };
  }
}
