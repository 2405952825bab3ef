// In: more prompts than are remembered. Out: the newest are found, the oldest and the short ones are not.
import { expect, test } from 'vitest';
import { PastPrompts } from './past-prompts.ts';
import { Holdings } from './schedule-records.ts';

const prompt = (first: number, length: number, isDivisible = true) => ({
  ...{ runId: first, partition: 'p', isDivisible, isRepeatable: false },
  ...{ flow: 'f', weight: 1, isBackground: false, startByMs: null, mostTokens: null },
  tokens: Array.from({ length }, (_, at) => first * 10_000 + at),
});

test('the newest are found, oldest and short ones not', () => {
  const holdings = new Holdings();
  const past = new PastPrompts(holdings, 8);
  past.add(prompt(1, 10));
  past.add(prompt(2, 7));
  past.add(prompt(3, 10, false));
  for (let first = 10; first < 1009; first += 1) past.add(prompt(first, 9));
  const isFound = (first: number) => holdings.matches('p', prompt(first, 9).tokens).length > 0;
  expect([1, 2, 3, 10, 1008].map(isFound)).toEqual([true, false, false, true, true]);
  past.add(prompt(2000, 9));
  expect([1, 10, 2000].map(isFound)).toEqual([false, true, true]);
  for (let first = 3000; first < 3050; first += 1) past.add(prompt(first, 9000));
  expect([10, 3000, 3049].map(isFound)).toEqual([false, false, true]);
});
