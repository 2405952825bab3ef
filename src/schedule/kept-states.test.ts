// In: states of several sizes. Out: a budget that holds, what was used longest ago goes first, and what grew replaces what it was.
import { beforeEach, expect, test } from 'vitest';
import { KeptStates } from './kept-states.ts';
import { Holdings, type State } from './schedule-records.ts';

let dropped: number[];
let states: KeptStates;
beforeEach(() => {
  dropped = [];
  states = new KeptStates(new Holdings(), 100, (stateId) => dropped.push(stateId));
});

/** A token is a byte here. */
function keep(first: number, length: number, partition = 'p'): State {
  const tokens = Array.from({ length }, (_, at) => first * 1000 + at);
  const state = states.begin(partition, tokens);
  if (state === null) throw new Error('no room');
  states.saved(state, length);
  return state;
}

test('what was used longest ago makes room; what is in use stays', () => {
  const [first, second, third] = [keep(1, 40), keep(2, 40), keep(3, 20)];
  states.pin(first);
  keep(4, 30);
  expect(dropped).toEqual([second.stateId]);
  states.unpin(first);
  keep(5, 50);
  expect(dropped).toEqual([second.stateId, third.stateId, first.stateId]);
  expect(states.totalBytes).toBe(80);
});

test('a state that turns out larger than all that may be kept goes, as one that has no room beside what is in use', () => {
  const wide = states.begin('p', [1, 2]);
  if (wide !== null) states.saved(wide, 101);
  expect(dropped).toEqual([wide?.stateId]);
  expect(states.begin('p', [1, 2, 3])).toBeNull();
  states = new KeptStates(new Holdings(), 100, (stateId) => dropped.push(stateId));
  states.pin(keep(1, 90));
  const late = keep(2, 20);
  expect(dropped.at(-1)).toBe(late.stateId);
  expect(states.totalBytes).toBe(90);
});

test('a longer state replaces its own beginning, in its partition, unless it is much longer', () => {
  const short = keep(1, 20);
  const other = keep(1, 20, 'q');
  keep(1, 30);
  expect(dropped).toEqual([short.stateId]);
  keep(1, 50, 'q');
  expect(dropped).not.toContain(other.stateId);
  expect(states.coverage('q', [1000, 1001, 7])).toBe(2);
  expect(states.coverage('r', [1000, 1001, 7])).toBe(0);
});

test('a useless state is found by nobody, and goes when it is not in use any more', () => {
  const state = keep(1, 20);
  states.pin(state);
  states.discard(state);
  expect(states.coverage('p', [1000])).toBe(0);
  expect(dropped).toEqual([]);
  states.unpin(state);
  expect(dropped).toEqual([state.stateId]);
});

test('states of an earlier life count, and new ones have other names', () => {
  const tokensOf = (first: number) => Array.from({ length: 60 }, (_, at) => first * 1000 + at);
  const found = (stateId: number, first: number) => ({
    ...{ stateId, partition: 'p', tokens: tokensOf(first), sizeBytes: 60 },
  });
  states.found([found(7, 1), found(9, 2)]);
  expect(dropped).toEqual([7]);
  expect(keep(3, 10).stateId).toBe(10);
});
