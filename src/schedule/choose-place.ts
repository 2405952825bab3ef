// In: a run that waits, and who holds what. Out: whether it had better wait for what another run computes, else which slot suits it. Pure.
import { isKept } from './kept-states.ts';
import { type Holder, longest, type Matches, type Run, type Slot } from './schedule-records.ts';

/** Waiting again and again is no use: then the run computes for itself. */
const mostHolds = 8;
const mostInterrupts = 4;

/**
 * A run of the same partition that computes now what this one needs too: so many tokens more than can be had at once that waiting
 * for them is quicker. Null where there is none.
 */
export function runWorthWaitingFor(run: Run, matches: Matches, free: readonly Slot[], leastTokens: number): Run | null {
  if (!run.request.isDivisible || run.holdCount >= mostHolds) return null;
  const have = Math.max(
    longest(matches, isKept)?.tokenCount ?? 0,
    longest(matches, (holder): holder is Slot => holder.kind === 'slot' && free.includes(holder))?.tokenCount ?? 0,
  );
  const giver = longest(matches, (holder): holder is Run => holder !== run && isGiver(holder));
  if (giver === null) return null;
  const shared = Math.min(giver.tokenCount, run.request.tokens.length - 1);
  return shared >= have + leastTokens ? giver.holder : null;
}

function isGiver(holder: Holder): boolean {
  if (holder.kind !== 'run' || !holder.request.isDivisible || holder.isLeaving || holder.isWhole) return false;
  if (holder.stage === 'waiting' || holder.isTold) return false;
  return holder.stage !== 'running' || holder.interruptCount < mostInterrupts;
}

export interface PlaceFound {
  readonly slot: Slot;
  /** Tokens of the prompt that need not be computed there. */
  readonly reuse: number;
}

/**
 * The slot that holds most of the prompt; else the one that was left alone longest, so that what others hold stays, or for a long prompt the
 * last. Null: none is free.
 */
export function bestSlot(run: Run, matches: Matches, free: readonly Slot[], leastTokens: number): PlaceFound | null {
  let best: PlaceFound | null = null;
  for (const slot of free) {
    const reuse = matches.length === 0 ? 0 : usefulTokens(slot, run, matches, leastTokens);
    const isBetter = best === null || reuse > best.reuse || (reuse === best.reuse && suitsBetter(slot, best.slot, run));
    if (isBetter) best = { slot, reuse };
  }
  return best;
}

/** Engines read prompts in the order of their slots: behind a long one in the last of them others can pass. */
const longPrompt = 1024;

function suitsBetter(slot: Slot, other: Slot, { request }: Run): boolean {
  return request.tokens.length >= longPrompt ? slot.number > other.number : slot.lastUsed < other.lastUsed;
}

/** A few tokens that all conversations begin with are no reason to overwrite one of them. */
function usefulTokens(slot: Slot, run: Run, matches: Matches, leastTokens: number): number {
  const shared = sharedWith(slot, run, matches);
  return shared >= leastTokens || shared * 2 >= (slot.tokens?.length ?? 0) ? shared : 0;
}

/** Of the run's prompt, so many tokens are in the slot and may be reused. */
export function sharedWith(slot: Slot, run: Run, matches: Matches): number {
  if (slot.partition !== run.request.partition) return 0;
  return matches.findLast(({ holders }) => holders.has(slot))?.tokenCount ?? 0;
}
