// In: what is worth keeping, and how large it became. Out: what is kept within a budget of bytes, and what must go for it: what was used
// longest ago. Knows no file.
import type { TokenId } from '../contract/vocabulary.ts';
import type { StateFound } from './schedule-messages.ts';
import { type Holder, type Holdings, longest, type State } from './schedule-records.ts';

export class KeptStates {
  // Invariant: the sizes of those that are saved add up to at most the budget.
  readonly #states = new Set<State>();
  readonly #holdings: Holdings;
  readonly #budgetBytes: number;
  readonly #onDrop: (stateId: number) => void;
  #bytesPerToken = 0;
  #lastStateId = 0;
  #uses = 0;

  constructor(holdings: Holdings, budgetBytes: number, onDrop: (stateId: number) => void) {
    this.#holdings = holdings;
    this.#budgetBytes = budgetBytes;
    this.#onDrop = onDrop;
  }

  get totalBytes(): number {
    return [...this.#states].reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  }

  /** How many of the tokens a state holds that is there, or in the making. */
  coverage(partition: string, tokens: readonly TokenId[]): number {
    return (
      longest(this.#holdings.matches(partition, tokens), (holder): holder is State => holder.kind === 'state')
        ?.tokenCount ?? 0
    );
  }

  /** Makes room for a state of these tokens; null when it would be larger than all that may be kept. */
  begin(partition: string, tokens: readonly TokenId[]): State | null {
    const expectedBytes = tokens.length * this.#bytesPerToken;
    if (expectedBytes > this.#budgetBytes || this.#budgetBytes === 0) return null;
    this.#shrinkTo(this.#budgetBytes - expectedBytes, null);
    this.#lastStateId += 1;
    const state: State = {
      kind: 'state',
      stateId: this.#lastStateId,
      partition,
      tokens,
      sizeBytes: null,
      lastUsed: this.#nextUse(),
      pinCount: 0,
      isUseless: false,
    };
    this.#states.add(state);
    this.#holdings.set(state, partition, tokens);
    return state;
  }

  saved(state: State, sizeBytes: number): void {
    if (!this.#states.has(state)) return;
    state.sizeBytes = sizeBytes;
    this.#bytesPerToken = Math.max(this.#bytesPerToken, sizeBytes / Math.max(1, state.tokens.length));
    for (const other of this.#states) if (isReplaced(other, state)) this.drop(other);
    this.#shrinkTo(this.#budgetBytes, state);
    // The others are in use.
    if (this.totalBytes > this.#budgetBytes) this.drop(state);
  }

  found(states: readonly StateFound[]): void {
    for (const { stateId, partition, tokens, sizeBytes } of states) {
      const state: State = {
        kind: 'state',
        stateId,
        partition,
        tokens,
        sizeBytes,
        lastUsed: 0,
        pinCount: 0,
        isUseless: false,
      };
      this.#lastStateId = Math.max(this.#lastStateId, stateId);
      this.#states.add(state);
      this.#holdings.set(state, partition, tokens);
      this.#bytesPerToken = Math.max(this.#bytesPerToken, sizeBytes / Math.max(1, tokens.length));
    }
    this.#shrinkTo(this.#budgetBytes, null);
  }

  /** It is being put into a slot: until that is done it stays. */
  pin(state: State): void {
    state.pinCount += 1;
    state.lastUsed = this.#nextUse();
  }

  unpin(state: State): void {
    state.pinCount -= 1;
    if (state.isUseless && state.pinCount === 0) this.drop(state);
  }

  /** Nobody finds it any more; it goes when those are through that have found it. */
  discard(state: State): void {
    state.isUseless = true;
    this.#holdings.remove(state);
    if (state.pinCount === 0) this.drop(state);
  }

  drop(state: State): void {
    if (!this.#states.delete(state)) return;
    this.#holdings.remove(state);
    this.#onDrop(state.stateId);
  }

  #nextUse(): number {
    this.#uses += 1;
    return this.#uses;
  }

  #shrinkTo(mostBytes: number, spared: State | null): void {
    let totalBytes = this.totalBytes;
    const leaving = [...this.#states]
      .filter((state) => state !== spared && state.sizeBytes !== null && state.pinCount === 0)
      .sort((left, right) => left.lastUsed - right.lastUsed);
    for (const state of leaving) {
      if (totalBytes <= mostBytes) return;
      totalBytes -= state.sizeBytes ?? 0;
      this.drop(state);
    }
  }
}

/** It can be put into a slot. */
export function isKept(holder: Holder): holder is State {
  return holder.kind === 'state' && holder.sizeBytes !== null;
}

/** A conversation that has grown replaces what it was; a long one does not replace the short beginning that others share. */
function isReplaced(old: State, by: State): boolean {
  const isPart = old !== by && old.partition === by.partition && old.sizeBytes !== null && old.pinCount === 0;
  if (!isPart || old.tokens.length > by.tokens.length || by.tokens.length > old.tokens.length * 2) return false;
  return old.tokens.every((token, index) => token === by.tokens[index]);
}
