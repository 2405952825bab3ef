// In: conversations with an operator, and templates that have no place for one. Out: every word of the operator is there, in turns that alternate.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Turn } from '../../contract/turn.ts';
import { turn } from '../engine.suite.ts';
import { plainOperatorTurns } from './plain-operator-turns.ts';
import { findOperatorTraits } from './template-traits.ts';

const none = { takesSystem: false, takesLaterSystem: false };
const topOnly = { takesSystem: true, takesLaterSystem: false };
const shown = (turns: readonly Turn[]) =>
  turns.map(({ role, parts }) => [role, parts.map(({ text }) => text).join('\n')]);

test('a template that takes them everywhere has the turns as they are', () => {
  const turns = [turn('system', 'a'), turn('user', 'b'), turn('developer', 'c')];
  expect(plainOperatorTurns(turns, { takesSystem: true, takesLaterSystem: true })).toEqual(turns);
});

test('what stands at the top goes before the words of the first user', () => {
  expect(shown(plainOperatorTurns([turn('system', 'Be brief.'), turn('user', 'hi')], none))).toEqual([
    ['user', 'Be brief.\n\nhi'],
  ]);
  expect(shown(plainOperatorTurns([turn('system', 'Be brief.')], none))).toEqual([['user', 'Be brief.']]);
});

test('what comes later is joined to a user’s turn beside it, and says whose word it is', () => {
  const late = 'From the application, not from the user:\nIn French.';
  expect(
    shown(plainOperatorTurns([turn('system', 's'), turn('user', 'hi'), turn('developer', 'In French.')], topOnly)),
  ).toEqual([
    ['system', 's'],
    ['user', `hi\n\n\n${late}`],
  ]);
  expect(
    shown(
      plainOperatorTurns(
        [turn('user', 'hi'), turn('assistant', 'ho'), turn('system', 'In French.'), turn('user', 'go on')],
        topOnly,
      ),
    ),
  ).toEqual([
    ['user', 'hi'],
    ['assistant', 'ho'],
    ['user', `${late}\n\ngo on`],
  ]);
});

test('a conversation that goes on keeps its turns, and users and assistants alternate', () => {
  const round = fc.record({ isTold: fc.boolean(), isToldAgain: fc.boolean() });
  fc.assert(
    fc.property(fc.array(round, { minLength: 2, maxLength: 5 }), fc.constantFrom(none, topOnly), (rounds, traits) => {
      const turns = rounds.flatMap(({ isTold, isToldAgain }, number) => [
        turn('user', `ask ${number}`),
        ...(isTold ? [turn('developer', `told ${number}`)] : []),
        ...(isToldAgain ? [turn('system', `and ${number}`)] : []),
        turn('assistant', `said ${number}`),
      ]);
      const whole = plainOperatorTurns(turns, traits);
      expect(whole.map(({ role }) => role)).toEqual(rounds.flatMap(() => ['user', 'assistant']));
      for (const [at, { role }] of turns.entries()) {
        if (role !== 'assistant') continue;
        const before = plainOperatorTurns(turns.slice(0, at), traits);
        expect(whole.slice(0, before.length)).toEqual(before);
      }
    }),
  );
});

test('no word is lost, and no operator’s turn is left', () => {
  const anyTurn = fc
    .tuple(fc.constantFrom('system', 'developer', 'user', 'assistant', 'tool'), fc.stringMatching(/^[a-z]{4,8}$/))
    .map(([role, text]) => turn(role as Turn['role'], text));
  fc.assert(
    fc.property(fc.array(anyTurn, { maxLength: 8 }), (turns) => {
      const told = plainOperatorTurns(turns, none);
      const text = told
        .flatMap(({ parts }) => parts)
        .map((part) => part.text)
        .join('\n');
      for (const { parts } of turns) expect(text).toContain(parts[0]?.text);
      expect(told.filter(({ role }) => role === 'system' || role === 'developer')).toEqual([]);
    }),
  );
});

test('what a template takes is found by rendering', async () => {
  const messagesOf = (messages: readonly unknown[]) => messages as readonly { role: string; content: string }[];
  const print = (messages: readonly unknown[]) =>
    messagesOf(messages)
      .map(({ role, content }) => `${role}: ${content}\n`)
      .join('');
  expect(await findOperatorTraits(async (messages) => print(messages))).toEqual({
    takesSystem: true,
    takesLaterSystem: true,
  });
  const refusesLate = async (messages: readonly unknown[]) =>
    messagesOf(messages)
      .slice(1)
      .some(({ role }) => role === 'system')
      ? null
      : print(messages);
  expect(await findOperatorTraits(refusesLate)).toEqual(topOnly);
  const movesUp = async (messages: readonly unknown[]) => {
    const sorted = [...messagesOf(messages)].sort((a, b) => Number(b.role === 'system') - Number(a.role === 'system'));
    return print(sorted);
  };
  expect(await findOperatorTraits(movesUp)).toEqual(topOnly);
  expect(await findOperatorTraits(async () => null)).toEqual(none);
});
