// In: generated conversations. Out: their key is that of their beginning: later turns change nothing, whatever comes before them does.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Turn } from '../../contract/turn.ts';
import { prefixKey, tokensKey } from './prefix-key.ts';

const turnOf = (role: Turn['role'], text: string): Turn => ({
  role,
  parts: [{ kind: 'text', text }],
  name: null,
  toolCalls: [],
  toolCallId: null,
});
const turn = fc
  .tuple(fc.constantFrom<Turn['role']>('system', 'user', 'assistant', 'tool'), fc.string())
  .map(([role, text]) => turnOf(role, text));

test('turns behind the first of the user change nothing', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.array(turn), (system, user, later) => {
      const beginning = [turnOf('system', system), turnOf('user', user)];
      expect(prefixKey([...beginning, ...later], 'p')).toBe(prefixKey(beginning, 'p'));
    }),
  );
});

test('another partition, system text or first question is another key', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.string(), fc.string(), fc.string()),
      fc.tuple(fc.string(), fc.string(), fc.string()),
      (one, other) => {
        const keyOf = ([partition, system, user]: readonly [string, string, string]) =>
          prefixKey([turnOf('system', system), turnOf('user', user)], partition);
        expect(keyOf(one) === keyOf(other)).toBe(
          one.join('\n') === other.join('\n') && one.every((text, index) => text === other[index]),
        );
      },
    ),
  );
});

test('tokens count as far as a first turn goes', () => {
  const tokens = Array.from({ length: 100 }, (_, index) => index);
  expect(tokensKey(tokens, 'p')).toBe(tokensKey(tokens.slice(0, 70), 'p'));
  expect(tokensKey(tokens, 'p')).not.toBe(tokensKey(tokens.slice(1), 'p'));
  expect(tokensKey(tokens, 'p')).not.toBe(tokensKey(tokens, 'q'));
});
