// In: conversations with and without an operator's turn. Out: the neutral text stands first, exactly where nobody else spoke for the operator.
import { expect, test } from 'vitest';
import { turn } from '../engine/engine.suite.ts';
import { frameTurns } from './frame-turns.ts';

test('the neutral text only where no operator speaks', () => {
  const user = turn('user', 'hi');
  expect(frameTurns([user], 'Be kind.')).toEqual([turn('system', 'Be kind.'), user]);
  expect(frameTurns([user], '')).toEqual([user]);
  for (const role of ['system', 'developer'] as const) {
    const turns = [user, turn(role, 'x')];
    expect(frameTurns(turns, 'Be kind.')).toBe(turns);
  }
  expect(frameTurns([turn('system', '')], 'Be kind.')).toEqual([turn('system', '')]);
});
