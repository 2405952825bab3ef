// In: a run in its slot, and who holds what. Out: what shall happen in the slot next, up to the run's own start. Pure.
import { sharedWith } from './choose-place.ts';
import { isKept, type KeptStates } from './kept-states.ts';
import { longest, type Matches, type Run, type Slot, type State } from './schedule-records.ts';

export type Step =
  /** Keep what another conversation left in the slot, before it is overwritten. */
  | { readonly kind: 'spill' }
  | { readonly kind: 'restore'; readonly state: State }
  | { readonly kind: 'save' }
  /** Compute so many tokens of the prompt: others begin with them too, or the last is to be computed by itself. */
  | { readonly kind: 'prefill'; readonly tokenCount: number }
  | { readonly kind: 'start' };

export interface StepFacts {
  readonly matches: Matches;
  readonly states: KeptStates;
  /** From so many tokens on keeping is worth while. */
  readonly leastTokens: number;
  /** Runs that wait for what this one computes. */
  readonly awaiting: readonly Run[];
}

export function chooseStep(run: Run, slot: Slot, facts: StepFacts): Step {
  const { matches, leastTokens, awaiting } = facts;
  const { tokens } = run.request;
  const reuse = Math.min(sharedWith(slot, run, matches), tokens.length - 1);
  if (!run.hasSpilled && isWorthKeeping(slot, reuse, facts)) return { kind: 'spill' };
  const state = longest(matches, isKept);
  const kept = state?.tokenCount ?? 0;
  if (state !== null && Math.min(kept, tokens.length - 1) >= reuse + leastTokens / 2)
    return { kind: 'restore', state: state.holder };
  const isSaved = kept + leastTokens / 2 > reuse;
  const awaited = Math.min(...awaiting.map((other) => sharedTokens(run, other, matches)));
  // What the slot holds begins with what others share too.
  const isShared = reuse >= leastTokens && isBoundary(run, reuse, facts);
  const isExact = isShared && slot.tokens?.length === reuse;
  if (!isSaved && (isExact || awaited < reuse + leastTokens / 2)) return { kind: 'save' };
  // It holds more, which the run is about to replace: going back to what they share takes one step, and then it can be kept.
  if (!isSaved && isShared && reuse >= leastTokens * leastConversation) return { kind: 'prefill', tokenCount: reuse };
  const next = nextBoundary(run, reuse + leastTokens, matches) ?? Number.POSITIVE_INFINITY;
  const lastAlone = run.request.isRepeatable ? tokens.length - 1 : Number.POSITIVE_INFINITY;
  const tokenCount = Math.min(...[next, awaited, lastAlone].filter((end) => end > reuse));
  return Number.isFinite(tokenCount) ? { kind: 'prefill', tokenCount } : { kind: 'start' };
}

/** Saving delays whoever comes next, for what may never be asked for again: it takes a longer conversation to be worth that. */
const leastConversation = 4;

/** Whether much of what the slot holds would be lost, and is not kept yet. */
export function isWorthKeeping(
  slot: Slot,
  reuse: number,
  { states, leastTokens }: Pick<StepFacts, 'states' | 'leastTokens'>,
): boolean {
  const least = leastTokens * leastConversation;
  if (slot.partition === null || slot.tokens === null || slot.tokens.length - reuse < least) return false;
  return slot.tokens.length - states.coverage(slot.partition, slot.tokens) >= least;
}

function sharedTokens(run: Run, other: Run, matches: Matches): number {
  const shared = matches.findLast(({ holders }) => holders.has(other))?.tokenCount ?? 0;
  return Math.min(shared, run.request.tokens.length - 1, other.request.tokens.length - 1);
}

/**
 * Where the prompt and another of now or of the last while part, at the earliest from `from` on. Only a place where some of them part is
 * worth keeping: one token is left to the run itself.
 */
function nextBoundary(run: Run, from: number, matches: Matches): number | null {
  const last = run.request.tokens.length - 1;
  if (last < from) return null;
  const boundary = matches.find(
    ({ tokenCount, holders }, at) =>
      tokenCount >= from && sharerCount(run, holders) > sharerCount(run, matches[at + 1]?.holders),
  );
  return boundary === undefined ? null : Math.min(boundary.tokenCount, last);
}

/** Whether others part from the prompt about here. */
function isBoundary(run: Run, tokenCount: number, { matches, leastTokens }: StepFacts): boolean {
  const from = (least: number) => matches.find((match) => match.tokenCount >= least)?.holders;
  return sharerCount(run, from(tokenCount)) > sharerCount(run, from(tokenCount + leastTokens));
}

function sharerCount(run: Run, holders: Matches[number]['holders'] = new Set()): number {
  let count = 0;
  for (const holder of holders)
    if (holder.kind === 'past' || (holder.kind === 'run' && holder !== run && holder.request.isDivisible)) count += 1;
  return count;
}
