// In: requests that come together. Out: each begun once, in their order, two in a turn.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { beginInTurns } from './begin-in-turns.ts';

describe('requests that come together', () => {
  test('begin two in a turn, in their order, later ones behind them', async () => {
    const begun: number[] = [];
    const take = beginInTurns((number: number) => begun.push(number));
    for (const number of [1, 2, 3, 4, 5]) take(number);
    expect(begun).toEqual([1, 2]);
    await setImmediate();
    take(6);
    expect(begun).toEqual([1, 2, 3, 4]);
    await setImmediate();
    expect(begun).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('one that comes alone begins at once, every time', async () => {
    const begun: number[] = [];
    const take = beginInTurns((number: number) => begun.push(number));
    for (const number of [1, 2, 3]) {
      take(number);
      expect(begun).toContain(number);
      await setImmediate();
    }
  });

  test('one that fails takes nobody else with it', async () => {
    const begun: number[] = [];
    const take = beginInTurns(async (number: number) => {
      if (number === 3) throw new Error('its own listener tells of it');
      begun.push(number);
    });
    process.once('unhandledRejection', () => undefined);
    for (const number of [1, 2, 3, 4, 5]) take(number);
    for (let turn = 0; turn < 4; turn += 1) await setImmediate();
    expect(begun).toEqual([1, 2, 4, 5]);
  });
});
